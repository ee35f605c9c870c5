import { join } from "node:path";
import { checkout } from "../../../lab/folders";
import type { CertificateSpec } from "../../../lab/signer/resources";
import { type KubernetesObject, manifests } from "../../../review/manifests";
import { runOffline } from "../../../review/offline";
import { stackFile, type Tree } from "../../../settings";
import type { Pod } from "./api-server";

/** The stacks whose configurations are run: as shipped, with what only their owner knows filled in. */
export const stacks = {
  dev: { stack: "dev", file: stackFile(checkout, "dev") },
  staging: { stack: "staging", file: join(checkout, "test", "fixtures", "staging.yaml") },
  production: { stack: "production", file: join(checkout, "test", "fixtures", "production.yaml") },
  distributed: { stack: "production", file: join(checkout, "test", "fixtures", "distributed.yaml") },
} as const;

export type StackName = keyof typeof stacks;

/** What the program generates for a stack, as the programs in its pods see it. */
export class Rendered {
  private constructor(
    readonly stack: string,
    private readonly objects: ReadonlyMap<string, KubernetesObject>,
  ) {}

  /** @param overrides settings laid over the stack file */
  static async of(name: StackName, overrides: Tree = {}): Promise<Rendered> {
    const { stack, file } = stacks[name];
    return new Rendered(stack, manifests((await runOffline(file, stack, overrides)).resources));
  }

  /** A file of a ConfigMap: ("loki-config", "loki.yaml"). */
  file(configMap: string, file: string): string {
    const { data } = this.objects.get(this.key("ConfigMap", configMap)) as unknown as { data: Record<string, string> };
    return data[file];
  }

  has(configMap: string): boolean {
    return this.objects.has(this.key("ConfigMap", configMap));
  }

  /** The certificate that a workload is to have; undefined in a stack without TLS. */
  certificate(workload: string): CertificateSpec | undefined {
    const found = this.objects.get(this.key("Certificate", workload));
    return (found as { spec: CertificateSpec } | undefined)?.spec;
  }

  /** What the kubelet asks a workload's pods for, by path. */
  probes(workload: string): readonly string[] {
    const { livenessProbe, readinessProbe } = this.container(workload);
    return [livenessProbe.httpGet.path, readinessProbe.httpGet.path];
  }

  /** The files of authorities that a stack's settings name. */
  trust(): Readonly<Record<string, string>> {
    const found = this.objects.get(this.key("ConfigMap", "mop-trust"));
    return (found as { data: Record<string, string> } | undefined)?.data ?? {};
  }

  /** The workloads of a component, by name, with what their container is started with. */
  workloads(component: string): ReadonlyMap<string, readonly string[]> {
    const found = [...this.objects.values()].filter(
      ({ kind, metadata: { name } }) => kinds.includes(kind) && `${name}-`.startsWith(`${component}-`),
    );
    return new Map(found.map(({ metadata: { name } }) => [name, this.container(name).args ?? []]));
  }

  /** A pod of a workload as Kubernetes would tell of it, with the ports of a process of this machine. */
  pod(workload: string, name: string, ports: Readonly<Record<string, number>>): Pod {
    const { labels } = this.template(workload).metadata;
    const names = this.container(workload).ports.map((port) => port.name);
    const known = Object.entries(ports).filter(([port]) => names.includes(port));
    return { namespace: `observability-${this.stack}`, name, uid: name, labels, ports: Object.fromEntries(known) };
  }

  private readonly container = (workload: string) => this.template(workload).spec.containers[0];

  private template(workload: string): PodTemplate {
    const [found] = kinds.flatMap((kind) => this.objects.get(this.key(kind, workload)) ?? []);
    return (found as unknown as { spec: { template: PodTemplate } }).spec.template;
  }

  private readonly key = (kind: string, name: string) => `observability-${this.stack}/${kind}-${name}.yaml`;
}

const kinds = ["StatefulSet", "Deployment"];

interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly Container[] };
}

interface Container {
  readonly ports: readonly { readonly name: string }[];
  readonly args?: readonly string[];
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string };
}
