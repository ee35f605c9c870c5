import { Field } from "./field";
import { known } from "./known";

/** A resource as a rule gets it, from the engine, an offline run or a state. */
export interface Resource {
  /** "kubernetes:apps/v1:StatefulSet" */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  readonly urn: string;
  /** Its inputs: the Kubernetes object. */
  readonly props: unknown;
  /** Whether the engine refuses to delete it. */
  readonly protect?: boolean;
  readonly deleteBeforeReplace?: boolean;
}

/** A Kubernetes object among the resources. */
export class KubernetesObject {
  /** Paths of the values that were read and are not known. */
  private readonly unknowns = new Set<string>();
  /** Other reasons for which something cannot be judged. */
  private readonly reasons = new Set<string>();
  /** Its fields. */
  readonly root: Field;

  /** Its name in the cluster; in the program, while the cluster's is not known. */
  readonly name: string;
  /** Undefined for what is in no namespace, or does not say in which. */
  readonly namespace: string | undefined;
  /** Its namespace is not known yet. */
  readonly isAnywhere: boolean;

  private constructor(
    readonly resource: Resource,
    /** "apps"; empty for the core group. */
    readonly group: string,
    readonly kind: string,
  ) {
    const fields = fieldsOf(resource);
    this.root = Field.root(fields, this.unknowns);
    // Read past the note of what is not known: a rule to which it matters asks the field.
    const metadata = Field.root(fields).at("metadata");
    this.name = metadata.at("name").text ?? resource.name;
    this.namespace = metadata.at("namespace").text;
    this.isAnywhere = !metadata.at("namespace").isKnown;
  }

  /** Undefined for what is no Kubernetes object: components, providers, charts, other clouds. */
  static of(resource: Resource): KubernetesObject | undefined {
    const [, group, kind] = /^kubernetes:([^:]+)\/[^:/]+:([^:]+)$/.exec(resource.type) ?? [];
    if (group === "helm.sh") return undefined;
    return kind === undefined ? undefined : new KubernetesObject(resource, group === "core" ? "" : group, kind);
  }

  /** Says that something about it cannot be judged. @param why follows "since": "loki.yaml cannot be read as YAML" */
  leaveOpen(why: string): void {
    this.reasons.add(why);
  }

  /** What was left open since the last call, in words that follow "since"; undefined where nothing was. */
  takeOpen(): string | undefined {
    const paths = [...this.unknowns].sort();
    const unknown = paths.length > 0 ? [`${paths.join(", ")} ${paths.length > 1 ? "are" : "is"} not known yet`] : [];
    const all = [...unknown, ...[...this.reasons].sort()];
    this.unknowns.clear();
    this.reasons.clear();
    return all.length > 0 ? all.join("; ") : undefined;
  }

  /** "StatefulSet observability/loki" */
  get title(): string {
    return `${this.kind} ${this.namespace === undefined ? "" : `${this.namespace}/`}${this.name}`;
  }
}

/** Without the engine, every rule is handed the same inputs: they are gone through once. */
const read = new WeakMap<Resource, unknown>();

function fieldsOf(resource: Resource): unknown {
  if (!read.has(resource)) read.set(resource, known(resource.props));
  return read.get(resource);
}

/** The texts among an object's members. */
export const textsOf = (field: Field): Record<string, string> =>
  Object.fromEntries(field.entries.flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]])));
