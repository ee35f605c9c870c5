import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onPath } from "../../../lab/tools";
import { apiServer, type Pod } from "./api-server";
import { alloyArgs, alloyOnLoopback, lokiOnLoopback, mimirOnLoopback, tempoOnLoopback } from "./on-loopback";
import { freePort, freePorts } from "./ports";
import type { Bench, Program } from "./program";
import type { Rendered } from "./rendered";

/** The programs as the tests start them: with what was generated, where there is room on this machine. */

const s3Access = { AWS_ACCESS_KEY_ID: "backends", AWS_SECRET_ACCESS_KEY: "backends-secret" };

/** An S3 server that asks who calls, with the buckets of test/fixtures. */
export async function objectStorage(bench: Bench) {
  const port = await freePort();
  const folder = join(bench.folder, "buckets");
  for (const bucket of ["lab-traces", "lab-metrics", "lab-logs"]) mkdirSync(join(folder, bucket), { recursive: true });
  await bench.start("s3", "versitygw", {
    args: ["--port", `127.0.0.1:${port}`, "--region", "lab", "--health", "/health", "--quiet", "posix", folder],
    env: { ROOT_ACCESS_KEY: s3Access.AWS_ACCESS_KEY_ID, ROOT_SECRET_KEY: s3Access.AWS_SECRET_ACCESS_KEY },
    ready: `http://127.0.0.1:${port}/health`,
  });
  return { folder, settings: { objectStorage: { endpoint: `127.0.0.1:${port}`, tls: false, pathStyle: true } } };
}

/** A process of a backend. */
export interface Backend extends Program {
  readonly url: string;
  /** "host:port", for Alloy. */
  readonly address: string;
}

const onLoopback = { loki: lokiOnLoopback, mimir: mimirOnLoopback, tempo: tempoOnLoopback };

export type BackendName = keyof typeof onLoopback;

/** The file of what tenants have of their own, as the backend of this name reads it. */
export const overridesFile = (bench: Bench, backend: BackendName): string =>
  join(bench.folder, `${backend}-tenants.yaml`);

/**
 * As many processes of a backend as it has replicas, all ready.
 *
 * @param change laid over the text of the configuration, where a test breaks something on purpose
 */
export async function backend(
  bench: Bench,
  rendered: Rendered,
  name: BackendName,
  { replicas = 1, change = (text: string) => text, args = [] as readonly string[] } = {},
): Promise<Backend[]> {
  const overrides = rendered.has(`${name}-overrides`) ? overridesFile(bench, name) : undefined;
  if (overrides !== undefined) writeFileSync(overrides, rendered.file(`${name}-overrides`, "tenants.yaml"));
  const ports = await Promise.all(Array.from({ length: replicas }, () => freePorts("http", "grpc", "gossip", "otlp")));
  return Promise.all(
    ports.map(async (own, number) => {
      const id = `${name}-${number}`;
      const folder = join(bench.folder, id);
      mkdirSync(folder);
      const place = {
        ...own,
        folder,
        overrides,
        replicas: replicas > 1 ? ports.map(({ gossip }) => gossip) : undefined,
      };
      const file = join(bench.folder, `${id}.yaml`);
      writeFileSync(file, change(onLoopback[name](rendered.file(`${name}-config`, `${name}.yaml`), place)));
      const program = await bench.start(id, name, {
        args: [`-config.file=${file}`, ...args],
        env: s3Access,
        ready: `http://127.0.0.1:${own.http}/ready`,
        path: name === "tempo" ? onPath("tempo") : undefined,
      });
      const address = `127.0.0.1:${name === "tempo" ? own.otlp : own.http}`;
      return { ...program, url: `http://127.0.0.1:${own.http}`, address };
    }),
  );
}

export interface Alloy extends Program {
  /** Where OTLP is taken in over HTTP. */
  readonly url: string;
  /** "host:port" where OTLP is taken in over gRPC. */
  readonly address: string;
  /** Its own metrics and state. */
  readonly page: string;
}

export interface AlloyOptions {
  readonly name?: string;
  /** Which of Alloy's workloads it is: "alloy", or "alloy-receiver". */
  readonly workload?: string;
  /** "host:port" for each Service by its name. */
  readonly services: Readonly<Record<string, string>>;
  readonly samplers?: readonly string[];
  readonly pods?: readonly Pod[];
  /** Where a test breaks something on purpose. */
  readonly change?: (text: string) => string;
}

export async function alloy(bench: Bench, rendered: Rendered, options: AlloyOptions): Promise<Alloy> {
  const { workload = "alloy", name = workload, services, samplers, pods = [], change = (text) => text } = options;
  const ports = await freePorts("http", "otlpGrpc", "otlpHttp");
  const folder = join(bench.folder, name);
  mkdirSync(folder);
  const { kubeconfig, stop } = await apiServer(pods, folder);
  bench.uses(stop);
  const place = { ...ports, folder, configFile: join(folder, "config.alloy"), kubeconfig, services, samplers };
  writeFileSync(place.configFile, change(alloyOnLoopback(rendered.file(`${workload}-config`, "config.alloy"), place)));
  const program = await bench.start(name, "alloy", {
    args: alloyArgs(rendered.workloads("alloy").get(workload) ?? [], place),
    env: { KUBECONFIG: kubeconfig },
    ready: `http://127.0.0.1:${ports.http}/-/ready`,
  });
  return {
    ...program,
    url: `http://127.0.0.1:${ports.otlpHttp}`,
    address: `127.0.0.1:${ports.otlpGrpc}`,
    page: `http://127.0.0.1:${ports.http}`,
  };
}
