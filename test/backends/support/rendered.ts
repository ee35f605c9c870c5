import { join } from "node:path";
import { checkout } from "../../../lab/folders";
import { type KubernetesObject, manifests } from "../../../review/manifests";
import { runOffline } from "../../../review/offline";
import { stackFile, type Tree } from "../../../settings";

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

  /** The workloads of a component, by name, with what their container is started with. */
  workloads(component: string): ReadonlyMap<string, readonly string[]> {
    const found = [...this.objects.values()].filter(
      ({ kind, metadata }) =>
        ["StatefulSet", "Deployment"].includes(kind) &&
        (metadata.name === component || metadata.name.startsWith(`${component}-`)),
    );
    return new Map(
      found.map((object) => {
        const { spec } = (object as unknown as { spec: { template: { spec: PodSpec } } }).spec.template;
        return [object.metadata.name, spec.containers[0].args ?? []];
      }),
    );
  }

  private readonly key = (kind: string, name: string) => `observability-${this.stack}/${kind}-${name}.yaml`;
}

interface PodSpec {
  readonly containers: readonly { readonly args?: readonly string[] }[];
}
