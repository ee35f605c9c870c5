import type { KubernetesObject, Resource } from "./object";
import type { Settings, Values } from "./settings";

/** What a rule found in an object. None of its texts may hold a value that could be a secret. */
export interface Finding {
  /** The container or file that it is about; left out for the object itself. */
  readonly in?: string;
  /** What was found, "no memory limit". */
  readonly found: string;
  /** The line that mends it, "spec.containers[0].resources.limits.memory: 512Mi". */
  readonly fix: string;
  /** Why this matters, where it is not what the rule says. */
  readonly why?: string;
}

/** A standard that asks for the same. */
export interface Reference {
  readonly name: string;
  readonly version?: string;
  readonly reference: string;
}

/** https://www.cisecurity.org/benchmark/kubernetes */
export const cis = (reference: string): Reference => ({ name: "CIS Kubernetes Benchmark", version: "1.10", reference });

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity = (level: "baseline" | "restricted", control: string): Reference => ({
  name: "Pod Security Standards",
  reference: `${level}: ${control}`,
});

/** https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF */
export const nsa = (section: string): Reference => ({
  name: "NSA/CISA Kubernetes Hardening Guidance",
  version: "1.2",
  reference: section,
});

/** The advice of a project that nobody has made a standard of. */
export const practice = (reference: string): Reference => ({ name: "Good practice", reference });

/** What a rule can ask besides the object. */
export interface Context<S extends Settings> {
  readonly settings: Values<S>;
  /** An object of the same stack that has been seen already. What is not known in it counts as not known here. */
  readonly find: (kind: string, namespace: string | undefined, name: string) => KubernetesObject | undefined;
}

/**
 * Something that must hold. A pure function: `check` sees one object, before it is created; `checkStack` sees all that
 * the stack registers, for what cannot be told from one object alone.
 */
export interface Rule<Name extends string = string, S extends Settings = Settings> {
  readonly name: Name;
  /** What must hold, in one sentence. */
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly framework: Reference;
  /** What goes wrong where it does not hold; follows "why:". */
  readonly why: string;
  readonly settings: S;
  check?(object: KubernetesObject, context: Context<S>): Iterable<Finding>;
  checkStack?(
    objects: readonly KubernetesObject[],
    context: Context<S>,
  ): Iterable<Finding & { readonly object: KubernetesObject }>;
  /** For what is no Kubernetes object, and may bring some. */
  checkOther?(resource: Resource): Iterable<Finding>;
}

/** Keeps the literal type of a rule's name and of its settings. */
export const rule = <const Name extends string, S extends Settings>(one: Rule<Name, S>): Rule<Name, S> => one;
