import type { DiagnosticEvent, EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

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
}

const signs: Partial<Record<OpType, string>> = { create: "+", update: "~", delete: "-", replace: "±", refresh: "~" };

/** The halves of a replacement, which the engine tells as well as the whole. */
const halves: readonly OpType[] = ["create-replacement", "delete-replaced"];

/** Collects a run's events; `tell` hears of every resource that is done. */
export class Listener {
  private readonly seen = new Set<string>();
  private readonly changes: Change[] = [];
  private readonly warnings: string[] = [];
  private readonly errors: string[] = [];
  private unchanged = 0;

  constructor(private readonly tell: (line: string) => void) {}

  readonly hear = ({ resOutputsEvent, resourcePreEvent, diagnosticEvent }: EngineEvent): void => {
    // A step is done when its outputs are there; a plan may have none.
    const step = resOutputsEvent ?? (resourcePreEvent?.planning ? resourcePreEvent : undefined);
    if (step) this.step(step.metadata);
    if (diagnosticEvent) this.diagnostic(diagnosticEvent);
  };

  get run(): Run {
    return { changes: this.changes, unchanged: this.unchanged, warnings: this.warnings, errors: this.errors };
  }

  private step({ op, urn, type, detailedDiff }: StepEventMetadata): void {
    const key = `${op} ${urn}`;
    if (!type.startsWith("kubernetes:") || halves.includes(op) || this.seen.has(key)) return;
    this.seen.add(key);
    if (op === "same") {
      this.unchanged++;
      return;
    }
    this.changes.push({ op, title: titleOf(urn), fields: Object.keys(detailedDiff ?? {}) });
    this.tell(`${this.changes.length} done, last ${sign(op)} ${titleOf(urn)}`);
  }

  private diagnostic({ message, urn, severity }: DiagnosticEvent): void {
    const text = plainText(message);
    const told = `${subject(urn)}${text}`;
    // Where a plugin comes from was said before.
    if (severity === "warning" && !/^using .* from \$PATH/.test(text)) this.warnings.push(told);
    // The engine closes with a remark that there were errors.
    if (severity === "error" && !/^(update|preview|destroy|refresh) failed$/.test(text)) this.errors.push(told);
  }
}

export const sign = (op: OpType): string => signs[op] ?? op;

/** "urn:pulumi:dev::mop::a$kubernetes:apps/v1:StatefulSet::mop-tempo" is "StatefulSet mop-tempo". */
function titleOf(urn: string): string {
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
