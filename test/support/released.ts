import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkout } from "../../lab/folders";
import { fixedOf } from "../../lab/provider/difference";
import type { KubernetesObject } from "../../review/manifests";

/** What a release promised to those that run it: the fields of its objects that no update can change in place. */
export type Released = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Where each release's promise stands, by its version. */
export const releases = join(checkout, "test", "fixtures", "released");

/** The promise of the shipped stacks as a folder like test/golden has them: "<stack>/<file>" to field to value. */
export function promised(golden: string): Released {
  const files = ["dev", "staging", "production"].flatMap((stack) =>
    readdirSync(join(golden, stack), { recursive: true, encoding: "utf8" }).map((path) => `${stack}/${path}`),
  );
  const objects = files
    .filter((path) => statSync(join(golden, path)).isFile())
    .map((path) => [path, parse(readFileSync(join(golden, path), "utf8")) as KubernetesObject] as const);
  return Object.fromEntries(
    objects
      .map(([path, object]) => [path, fixedOf(object)] as const)
      .filter(([, fields]) => Object.keys(fields).length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
