import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeDiagnostic,
  type AnalyzerInfo,
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  type EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { packFolder } from "../../../cli/engine/policy-pack";
import type { Resource } from "../../../policy/offline";

/** The compiled pack in a process of its own, spoken to as the engine does (proto/pulumi/analyzer.proto). */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(stack: string, environment: Readonly<Record<string, string>> = {}): Promise<PackProcess> {
    const program = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [program, "127.0.0.1:1", "."], {
      cwd: packFolder,
      env: { ...process.env, PULUMI_NODEJS_STACK: stack, PULUMI_NODEJS_PROJECT: "test", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const client = new AnalyzerClient(`127.0.0.1:${line.toString().trim()}`, credentials.createInsecure());
    return new PackProcess(child, client);
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  info(): Promise<AnalyzerInfo> {
    return answer((done) => this.client.getAnalyzerInfo(new Empty(), done));
  }

  /** Hands over what the engine makes of the pack's own config. */
  async configure(): Promise<void> {
    const request = new ConfigureAnalyzerRequest();
    for (const [name, config] of (await this.info()).getInitialconfigMap().entries()) {
      request.getPolicyconfigMap().set(name, config);
    }
    for (const policy of (await this.info()).getPoliciesList()) {
      if (request.getPolicyconfigMap().has(policy.getName())) continue;
      const config = new PolicyConfig();
      config.setEnforcementlevel(policy.getEnforcementlevel());
      config.setProperties(Struct.fromJavaScript({}));
      request.getPolicyconfigMap().set(policy.getName(), config);
    }
    await answer((done) => this.client.configure(request, done));
  }

  async analyze({ type, name, urn, props, protect = false }: Resource): Promise<AnalyzeDiagnostic[]> {
    const request = new AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(urn);
    request.setProperties(struct(props));
    request.setOptions(options(protect));
    return (await answer<AnalyzeResponse>((done) => this.client.analyze(request, done))).getDiagnosticsList();
  }

  async analyzeStack(resources: readonly Resource[]): Promise<AnalyzeDiagnostic[]> {
    const request = new AnalyzeStackRequest();
    request.setResourcesList(
      resources.map(({ type, name, urn, props, protect = false }) => {
        const one = new AnalyzerResource();
        one.setType(type);
        one.setName(name);
        one.setUrn(urn);
        one.setProperties(struct(props));
        one.setOptions(options(protect));
        return one;
      }),
    );
    return (await answer<AnalyzeResponse>((done) => this.client.analyzeStack(request, done))).getDiagnosticsList();
  }
}

function answer<T>(call: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

const struct = (props: unknown): Struct => Struct.fromJavaScript(props as Record<string, JavaScriptValue>);

function options(protect: boolean): AnalyzerResourceOptions {
  const result = new AnalyzerResourceOptions();
  result.setProtect(protect);
  return result;
}

const levelNames: Readonly<Record<EnforcementLevel, string>> = [
  "advisory",
  "mandatory",
  "disabled",
  "remediate",
] as never;

/** "mandatory privileged" and its message. */
export const told = (one: AnalyzeDiagnostic): string =>
  `${levelNames[one.getEnforcementlevel()]} ${one.getPolicyname()}\n${one.getMessage()}`;
