import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type EngineEvent, LocalWorkspace } from "@pulumi/pulumi/automation";
import { labTarget } from "../../cli/engine";
import { policyEnvironment, policyOptions } from "../../cli/engine/policies";
import { compilePack } from "../../cli/engine/policy-pack";
import { titleOf } from "../../cli/engine/report";
import { findPulumiCli } from "../../cli/engine/pulumi-cli";
import { engineEnvironment, standInEnvironment } from "../../cli/engine/workspace";
import { kubeconfigFile } from "../../lab/control-plane";
import { labContext, labFolder } from "../../lab/folders";
import { startProvider } from "../../lab/provider";

/** What the engine said in one run. */
export interface EngineRun {
  readonly succeeded: boolean;
  /** "Deployment web" */
  readonly created: readonly string[];
  /** "mandatory privileged Deployment web", sorted. */
  readonly policies: readonly string[];
  /** Whole messages, by the same key. */
  readonly messages: Readonly<Record<string, string>>;
}

/** A small program that breaks rules in every way that the engine can tell: of one resource, of the whole, not at all. */
function program(): void {
  const { kubeconfig, context } = labTarget;
  const provider = new k8s.Provider("lab", { kubeconfig, context });
  const namespace = new k8s.core.v1.Namespace(
    "shop",
    { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
    { provider },
  );
  const labels = { "app.kubernetes.io/name": "web" };
  const deployment = (name: string, image: pulumi.Input<string>, securityContext: object = {}) =>
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata: { namespace: namespace.metadata.name, name, labels },
        spec: {
          replicas: 0,
          selector: { matchLabels: { ...labels, own: name } },
          template: {
            metadata: { labels: { ...labels, own: name } },
            spec: {
              serviceAccountName: "web",
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
              containers: [
                {
                  name: "web",
                  image,
                  resources: {
                    requests: { cpu: "10m", memory: "32Mi" },
                    limits: { memory: "64Mi", "ephemeral-storage": "1Gi" },
                  },
                  readinessProbe: { tcpSocket: { port: 8443 } },
                  livenessProbe: { tcpSocket: { port: 8443 } },
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                    ...securityContext,
                  },
                },
              ],
            },
          },
        },
      },
      { provider },
    );
  const image = "registry.example.com/shop/web:1.4.2";
  deployment("good", image);
  const bad = deployment("bad", image, { privileged: true, allowPrivilegeEscalation: true });
  // Its image is not known before the other one is there.
  const later = bad.id.apply(() => image);
  deployment("later", later, { readOnlyRootFilesystem: false });
}

/** `tsx policy-engine.ts preview|up RUNS [CONFIG]`: prints the runs as JSON. */
async function main([operation, runs, config]: string[]): Promise<void> {
  const cli = await findPulumiCli(console.error, console.error);
  if (!cli) throw new Error("there is no Pulumi CLI");
  await compilePack();
  const provider = await startProvider(kubeconfigFile(labFolder), labContext);
  try {
    const policies = { config, environment: "production" };
    const environment = {
      ...engineEnvironment(labTarget),
      ...standInEnvironment(provider.port),
      ...policyEnvironment(policies),
      PULUMI_BACKEND_URL: `file://${mkdtempSync(join(tmpdir(), "mop-policies-"))}`,
    };
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "policies", projectName: "policies", program: () => Promise.resolve(program()) },
      { pulumiCommand: cli.command, envVars: environment },
    );
    const results: EngineRun[] = [];
    for (let n = 0; n < Number(runs); n++) {
      const messages: Record<string, string> = {};
      const created: string[] = [];
      const onEvent = ({ policyEvent, resOutputsEvent }: EngineEvent) => {
        const { op, urn } = resOutputsEvent?.metadata ?? {};
        if (op === "create" && urn !== undefined && !resOutputsEvent?.planning) created.push(titleOf(urn));
        if (!policyEvent) return;
        const { enforcementLevel, policyName, resourceUrn = "", message } = policyEvent;
        messages[`${enforcementLevel} ${policyName} ${titleOf(resourceUrn)}`] = message;
      };
      const options = { onEvent, color: "never", ...policyOptions(policies) } as const;
      const succeeded = await (operation === "up" ? stack.up(options) : stack.preview(options)).then(
        () => true,
        (error: unknown) => {
          if (Object.keys(messages).length === 0) throw error;
          return false;
        },
      );
      results.push({ succeeded, created, policies: Object.keys(messages).sort(), messages });
    }
    if (operation === "up") await stack.destroy();
    console.log(JSON.stringify(results));
  } finally {
    provider.stop();
  }
}

void main(process.argv.slice(2));
