import { existsSync, readFileSync } from "node:fs";
import { isTree, type Tree } from "../../settings";
import type { Resource } from "../../policy/offline";
import { exitCode, Failure } from "../failure";

/**
 * The resources in a state, as `pulumi stack export` and a file backend write it.
 *
 * @throws Failure that says what was found instead
 */
export function readState(file: string): { readonly stack: string; readonly resources: readonly Resource[] } {
  if (!existsSync(file)) throw refused(file, "there is no such file");
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw refused(file, "it is not valid JSON");
  }
  const list = resourcesIn(content);
  if (!list) throw refused(file, "it has no list of resources");
  const resources = list.filter(isTree).map(resourceOf);
  return { stack: resources.map(({ urn }) => urn.split("::")[0].split(":")[2]).find(Boolean) ?? "", resources };
}

/** In an export they are in `deployment`, in a backend's file in `checkpoint.latest`. */
function resourcesIn(content: unknown): readonly unknown[] | undefined {
  const at = (value: unknown, key: string): unknown => (isTree(value) ? value[key] : undefined);
  const found = at(at(content, "deployment") ?? at(at(content, "checkpoint"), "latest"), "resources");
  return Array.isArray(found) ? found : undefined;
}

function resourceOf({ urn, type, inputs, protect }: Tree): Resource {
  const name = typeof urn === "string" ? (urn.split("::").at(-1) ?? "") : "";
  return { type: text(type), name, urn: text(urn), props: inputs, protect: protect === true };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const refused = (file: string, found: string): Failure =>
  new Failure(
    [`${file} is no state of a stack: ${found}.`, "One is written by: pulumi stack export --file state.json"].join(
      "\n",
    ),
    exitCode.badInput,
  );
