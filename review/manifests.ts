import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Tree } from "../settings";
import type { Registered } from "./offline";
import { withoutSecrets } from "./secrets";

/** A Kubernetes object as it would be sent to the API server. */
export interface KubernetesObject extends Tree {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Tree;
}

/** The Kubernetes objects among the resources, by path of their file: "<namespace or _cluster>/<Kind>-<name>.yaml". */
export function manifests(resources: readonly Registered[]): ReadonlyMap<string, KubernetesObject> {
  const objects = resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ inputs }) => withoutSecrets(inputs) as KubernetesObject);
  return new Map(
    objects.map((object): [string, KubernetesObject] => [file(object), object]).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const file = ({ kind, metadata }: KubernetesObject): string =>
  `${metadata.namespace ?? "_cluster"}/${kind}-${metadata.name}.yaml`;

/** YAML with sorted keys, the same text for the same object. */
export const manifestText = (object: KubernetesObject): string =>
  stringify(object, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true });

/** Writes one file per object into a folder of its own; what an earlier run left there is gone afterwards. */
export function writeManifests(folder: string, objects: ReadonlyMap<string, KubernetesObject>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, object] of objects) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, manifestText(object));
  }
}
