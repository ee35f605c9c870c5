import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { isTree, type Tree } from "../settings";
import type { KubernetesObject } from "./manifests";
import type { Registered } from "./offline";

/** One entry of the file that `pulumi import --file` reads. */
interface ImportEntry {
  readonly type: string;
  readonly name: string;
  /** "namespace/name", or the name alone for what is in no namespace. */
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly component?: true;
}

/** https://www.pulumi.com/docs/iac/guides/migration/import/ */
export interface ImportFile {
  /** Names of parents and providers that are in the stack already, with their URNs. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportEntry[];
}

export interface Adoption {
  readonly file: ImportFile;
  /** Objects of the stack that are there, "Namespace observability-dev". */
  readonly adopted: readonly string[];
  /** What is there and is no part of the stack; nothing is done about it. */
  readonly strangers: readonly string[];
  /** How many objects `up` will make. */
  readonly missing: number;
}

const said = ({ kind, metadata: { namespace, name } }: KubernetesObject): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

const identity = (object: KubernetesObject): string => `${object.apiVersion} ${said(object)}`;

const isObject = (inputs: Tree): inputs is KubernetesObject =>
  typeof inputs.kind === "string" && isTree(inputs.metadata) && typeof inputs.metadata.name === "string";

/**
 * Which of a stack's objects are in the cluster already, as a file by which the engine takes them over as they are: the
 * next `up` then changes them, instead of failing over them.
 *
 * @param registered the stack's resources, from an offline run
 * @param existing objects as `kubectl get -o yaml` or `tk show` print them
 */
export function adopt(registered: readonly Registered[], existing: readonly KubernetesObject[]): Adoption {
  // In the order of their names, since a program registers them as it comes.
  const resources = [...registered].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const there = new Set(existing.map(identity));
  const objects = resources.flatMap((resource) =>
    isObject(resource.inputs) ? [{ resource, object: resource.inputs }] : [],
  );
  const found = objects.filter(({ object }) => there.has(identity(object)));
  const known = new Set(objects.map(({ object }) => identity(object)));
  const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const components = ancestors(
    resources,
    found.map(({ resource }) => resource),
  );
  return {
    file: {
      // The engine leaves the stack itself out of a URN.
      nameTable: provider ? { [provider.name]: provider.urn.replace("pulumi:pulumi:Stack$", "") } : {},
      resources: [
        ...components.map((component) => ({
          type: component.type,
          name: component.name,
          component: true as const,
          ...parentOf(component, components),
        })),
        ...found.map(({ resource, object: { metadata } }) => ({
          type: resource.type,
          name: resource.name,
          id: metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`,
          ...parentOf(resource, components),
          ...(provider ? { provider: provider.name } : {}),
        })),
      ],
    },
    adopted: found.map(({ object }) => said(object)).sort(),
    strangers: existing
      .filter((object) => !known.has(identity(object)))
      .map(said)
      .sort(),
    missing: objects.length - found.length,
  };
}

/** The components above some resources, outermost first. */
const ancestors = (resources: readonly Registered[], below: readonly Registered[]): readonly Registered[] => {
  const parents = resources.filter((one) => below.some(({ parent }) => parent === one.urn));
  return parents.length === 0 ? [] : [...new Set([...ancestors(resources, parents), ...parents])];
};

const parentOf = ({ parent }: Registered, components: readonly Registered[]): { parent?: string } => {
  const above = components.find(({ urn }) => urn === parent);
  return above ? { parent: above.name } : {};
};

/**
 * The objects in a YAML file, or in every YAML file below a folder. Lists are taken apart.
 *
 * @throws Error that names the file and what is wrong in it
 */
export function readObjects(path: string): KubernetesObject[] {
  if (!existsSync(path))
    throw new Error(`There is no ${path}. It should hold objects as kubectl get -o yaml prints them.`);
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ya?ml|json)$/.test(file))
        .sort()
        .map((file) => join(path, file))
    : [path];
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(file, "utf8")).flatMap((document) => {
      const [mistake] = document.errors;
      if (mistake) throw new Error(`${file} is not valid YAML: ${mistake.message.trim()}`);
      return unlisted(document.toJS(), file);
    }),
  );
}

function unlisted(content: unknown, file: string): KubernetesObject[] {
  if (content === null) return [];
  if (isTree(content) && Array.isArray(content.items)) return content.items.flatMap((item) => unlisted(item, file));
  if (isTree(content) && isObject(content)) return [content];
  throw new Error(`${file} holds something that is no Kubernetes object: it has no kind, or no metadata.name.`);
}
