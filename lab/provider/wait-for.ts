type Annotations = Readonly<Record<string, string>>;

/** What of an object tells whether the conditions hold that it asks to be waited for. */
export interface Conditioned {
  readonly metadata?: {
    readonly generation?: number;
    readonly annotations?: Annotations;
  };
  readonly status?: unknown;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

interface Status {
  readonly conditions?: readonly Condition[] | null;
  readonly observedGeneration?: number;
}

/** Where an object says what Pulumi's provider is to wait for, instead of what it would wait for otherwise. */
const annotation = "pulumi.com/waitFor";

/** "condition=Ready" or "condition=Ready=False", one of them or several as a list in JSON. */
function expressions(annotations: Annotations | undefined): readonly string[] {
  const text = annotations?.[annotation];
  if (text === undefined) return [];
  return text.startsWith("[") ? (JSON.parse(text) as string[]) : [text];
}

const syntax = /^condition=([^=]+)(?:=(.+))?$/;

/** Why what an object's annotations ask to be waited for cannot be: the stand-in knows conditions only. */
export function unknownWait(annotations: Annotations | undefined): string | undefined {
  const unknown = expressions(annotations).find((expression) => !syntax.test(expression));
  return unknown && `the lab's stand-in provider waits for condition=TYPE[=STATUS] only, not for ${unknown}`;
}

export const waitsForConditions = ({ metadata }: Conditioned): boolean => expressions(metadata?.annotations).length > 0;

/** What an object is still waited for, in words; undefined once every condition holds of its newest version. */
export function pendingConditions(object: Conditioned): string | undefined {
  for (const expression of expressions(object.metadata?.annotations)) {
    const [, type, wanted = "True"] = syntax.exec(expression) ?? [];
    const still = pendingCondition(object, type, wanted);
    if (still !== undefined) return still;
  }
  return undefined;
}

function pendingCondition({ metadata, status }: Conditioned, type: string, wanted: string): string | undefined {
  const { conditions, observedGeneration } = (status ?? {}) as Status;
  const found = (conditions ?? []).find((condition) => isSame(condition.type, type));
  if (!found) return `nothing says whether it is ${type} yet`;
  const said = `${found.type} is ${found.status}`;
  const message = found.message ? `: ${found.message}` : "";
  const seen = found.observedGeneration ?? observedGeneration;
  if (seen !== undefined && seen < (metadata?.generation ?? 0)) return `${said} of an earlier version${message}`;
  return isSame(found.status, wanted) ? undefined : `${said}${message}`;
}

/** As kubectl, whose syntax it is. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
