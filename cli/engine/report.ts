import type { DiagnosticEvent, EngineEvent, OpType, PolicyEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { ruleInfos } from "../../policy/offline";
import type { Told } from "../policy/report";
import { halves } from "./plan";

/** What the engine says of one resource: what is or would be done to it. */
export interface Change {
  readonly op: OpType;
  /** "StatefulSet tempo" */
  readonly title: string;
  /** Paths of the fields that differ. */
  readonly fields: readonly string[];
}

/** What the engine said during a run. */
export interface Run {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** Titles of the protected objects that it would have had to delete or replace. */
  readonly guarded: readonly string[];
  /** What policies forbid. */
  readonly violations: readonly Told[];
  /** What policies say besides. */
  readonly advice: readonly Told[];
}

const signs: Partial<Record<OpType, string>> = { create: "+", update: "~", delete: "-", replace: "±", refresh: "~" };

/** Collects a run's events; `tell` hears of every resource that is done. */
export class Listener {
  private readonly seen = new Set<string>();
  private readonly changes: Change[] = [];
  private readonly warnings: string[] = [];
  private readonly errors: string[] = [];
  private readonly guarded: string[] = [];
  private readonly told: Told[] = [];
  private unchanged = 0;

  constructor(private readonly tell: (line: string) => void) {}

  readonly hear = ({ resOutputsEvent, resourcePreEvent, diagnosticEvent, policyEvent }: EngineEvent): void => {
    // A step is done when its outputs are there; a plan may have none.
    const step = resOutputsEvent ?? (resourcePreEvent?.planning ? resourcePreEvent : undefined);
    if (step) this.step(step.metadata);
    if (diagnosticEvent) this.diagnostic(diagnosticEvent);
    if (policyEvent) this.told.push(verdictIn(policyEvent));
  };

  get run(): Run {
    const { changes, unchanged, warnings, errors, guarded } = this;
    const [violations, advice] = [true, false].map((is) =>
      this.told.filter(({ level }) => (level === "mandatory") === is),
    );
    return { changes, unchanged, warnings, errors, guarded, violations, advice };
  }

  private step({ op: told, urn, type, detailedDiff, old, new: wanted }: StepEventMetadata): void {
    const key = `${told} ${urn}`;
    if (!type.startsWith("kubernetes:") || halves.includes(told) || this.seen.has(key)) return;
    this.seen.add(key);
    // Protection is the engine's own affair: for the object itself nothing changes.
    const reprotected = old && wanted && Boolean(old.protect) !== Boolean(wanted.protect);
    const op = told === "same" && reprotected ? "update" : told;
    if (op === "same") {
      this.unchanged++;
      return;
    }
    const fields = [...Object.keys(detailedDiff ?? {}), ...(reprotected ? ["protect"] : [])];
    this.changes.push({ op, title: titleOf(urn), fields });
    this.tell(`${this.changes.length} done, last ${sign(op)} ${titleOf(urn)}`);
  }

  private diagnostic({ message, urn, severity }: DiagnosticEvent): void {
    const text = plainText(message);
    const told = `${subject(urn)}${text}${isUnknownIssuing(text) ? issuingMend : ""}`;
    // Where a plugin comes from was said before.
    if (severity === "warning" && !/^using .* from \$PATH/.test(text)) this.warnings.push(told);
    if (severity === "error" && urn && isGuard(text)) this.guarded.push(titleOf(urn));
    // The engine closes with a remark that there were errors.
    else if (severity === "error" && !/^(update|preview|destroy|refresh) failed$/.test(text)) this.errors.push(told);
  }
}

/** What a rule of the pack said, out of the engine's event: that puts the rule's description before it. */
function verdictIn({ policyName: rule, message, enforcementLevel }: PolicyEvent): Told {
  const description = ruleInfos.find(({ name }) => name === rule)?.description ?? "";
  const text = plainText(message);
  const [found, ...lines] = (text.startsWith(`${description}\n`) ? text.slice(description.length + 1) : text).split(
    "\n  ",
  );
  const why = lines.find((line) => line.startsWith("why: "))?.slice("why: ".length);
  const level = enforcementLevel === "mandatory" ? "mandatory" : why === undefined ? "none" : "advisory";
  return { rule, level, found, why, more: lines.filter((line) => !line.startsWith("why: ")) };
}

/** Whether the cluster does not know cert-manager's kinds; the engine's own words name no setting. */
const isUnknownIssuing = (text: string): boolean => /no matches for kind .* "cert-manager\.io\//.test(text);
const issuingMend =
  "\n  mop:certificates.install says where cert-manager comes from: true installs its chart, false expects it in the cluster.";

export const sign = (op: OpType): string => signs[op] ?? op;

/** Whether the engine says that protection forbids what it should do. */
const isGuard = (text: string): boolean => /\bbecause it is protected\b|\bmarked for protection\b/.test(text);

/** "urn:pulumi:dev::mop::a$kubernetes:apps/v1:StatefulSet::mop-tempo" is "StatefulSet mop-tempo". */
export function titleOf(urn: string): string {
  const [, , types, name] = urn.split("::");
  return `${types.split(":").at(-1)} ${name}`;
}

const subject = (urn: string | undefined): string =>
  urn && !urn.includes("pulumi:pulumi:Stack::") ? `${titleOf(urn)}: ` : "";

/** Without the engine's colour marks and its own "error:" in front. */
const plainText = (text: string): string =>
  text
    .replace(/<\{%[^%]*%\}>/g, "")
    .trim()
    .replace(/^(error|warning): /, "");
