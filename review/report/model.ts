/** How much something can hurt, the worst first. `relief` is what can hurt no more. */
export const dangers = ["irreversible", "outage", "exposure", "change", "relief"] as const;
export type Danger = (typeof dangers)[number];

/** One thing that a change brings about, as a reviewer should hear of it before all fields. */
export interface BlastItem {
  readonly danger: Danger;
  /** "StatefulSet observability-production/loki"; empty for the stack as a whole. */
  readonly subject: string;
  /** "will be replaced, since spec.volumeClaimTemplates cannot be changed" */
  readonly text: string;
}

/** A line of a diff: what was, what is, or what stands around it. */
export interface DiffLine {
  readonly sign: "+" | "-" | "~" | " ";
  readonly text: string;
}

export interface ChangedObject {
  readonly op: "added" | "removed" | "changed";
  readonly kind: string;
  /** "StatefulSet observability-production/loki" */
  readonly title: string;
  readonly danger: Danger;
  readonly lines: readonly DiffLine[];
}

/** Numbers of objects. */
export interface Tally {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** A way that NetworkPolicies leave open, from the side of the pods that they hold. */
export interface NetworkPath {
  /** "loki", or a namespace, a CIDR, "anybody" for a peer. */
  readonly from: string;
  readonly to: string;
  /** "TCP 4317"; "any port". */
  readonly port: string;
  readonly state: "standing" | "added" | "removed";
}

/** A verdict of the policy pack, as far as a report tells it. */
export interface PolicyLine {
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly found: string;
  readonly fix: string;
}

/** What becomes of an object: `recreated` is deleted and made anew as another resource of the same name. */
export type Fate = "added" | "removed" | "changed" | "replaced" | "recreated" | "unchanged";

/** What Pulumi's engine says of the same change. */
export type EngineView =
  | { readonly state: "agrees"; readonly engine: string }
  | {
      readonly state: "differs";
      readonly engine: string;
      readonly differences: readonly { readonly subject: string; readonly here: Fate; readonly engine: Fate }[];
    }
  /** It was not asked, or could not answer. */
  | { readonly state: "missing"; readonly reason: string };

/** What a change does to one stack. */
export interface StackReview {
  readonly stack: string;
  /** `unreadable`: one side could not be rendered, and `faults` says why. */
  readonly state: "compared" | "added" | "removed" | "unreadable";
  readonly faults: readonly { readonly side: "base" | "head"; readonly text: string }[];
  readonly tally: Tally;
  /** The worst first. */
  readonly blast: readonly BlastItem[];
  readonly policies: {
    readonly introduced: readonly PolicyLine[];
    readonly fixed: readonly PolicyLine[];
    /** Mandatory and advisory ones that were there before and still are. */
    readonly standing: { readonly mandatory: number; readonly advisory: number };
  };
  /** The most dangerous first. */
  readonly changes: readonly ChangedObject[];
  /** Who may talk to whom, with what was added and removed. */
  readonly network: readonly NetworkPath[];
  /** Without it, the engine has no say in this report. */
  readonly engine?: EngineView;
}

export interface Review {
  /** Short names of the two versions. */
  readonly base: string;
  readonly head: string;
  readonly stacks: readonly StackReview[];
}

/** Whether a stack is as it was. */
export const isUnchanged = ({ state, blast, changes, policies }: StackReview): boolean =>
  state === "compared" && [blast, changes, policies.introduced, policies.fixed].every(({ length }) => length === 0);
