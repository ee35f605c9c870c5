/** What is wrong in a stack file, and how it is told: what was found, what is expected, the line that mends it. */

/** A place in the settings, as keys and list positions: ["obi", "watch", "namespaces", 0]. */
export type Path = readonly (string | number)[];

/** A command that mends a fault: give a setting another value, or take it out of the stack file. */
export type Mend = { readonly set: Path; readonly value: string | number | boolean } | { readonly remove: Path };

export interface Fault {
  readonly path: Path;
  /** What the stack file says, in words: `"48"`, `unknown key`. Never a secret. */
  readonly found: string;
  /** What would be right, in words that complete "expected: ...", with the reason where it is not plain. */
  readonly expected: string;
  readonly mend: readonly Mend[];
}

/** A rule that looks at settings as a whole, after their types are known to be right. */
export type Check<S> = (settings: S) => readonly Fault[];

/** The namespace of this project's settings in a stack file: the project's name in Pulumi.yaml. */
export const configNamespace = "mop";

/** All faults of a stack file. Its message is the whole report; a user needs no stack trace. */
export class SettingsError extends Error {
  constructor(
    readonly stack: string,
    readonly faults: readonly Fault[],
  ) {
    super(report(stack, lastMemberFirst(faults)));
    this.name = "SettingsError";
  }
}

/** A path as `pulumi config set --path` reads it: mop:obi.watch.podLabels["app.kubernetes.io/name"]. */
export function configPath(path: Path): string {
  const steps = path.map((step, depth) => {
    if (typeof step === "number") return `[${step}]`;
    if (!/^[A-Za-z0-9_-]+$/.test(step)) return `["${step.replaceAll('"', '\\"')}"]`;
    return depth === 0 ? step : `.${step}`;
  });
  return `${configNamespace}:${steps.join("")}`;
}

/** Whether two faults are about the same place. */
export const samePlace = (a: Fault, b: Fault): boolean => configPath(a.path) === configPath(b.path);

/** A value as a report shows it: JSON, cut after 60 characters, and nothing of a private key. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value);
  if (/-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/.test(json)) return "a private key";
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}

const shellWord = (word: string): string =>
  /^[A-Za-z0-9_.,:/@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

function command(mend: Mend, stack: string): string {
  const target = (path: Path) => `--path '${configPath(path).replaceAll("'", `'\\''`)}'`;
  if ("remove" in mend) return `pulumi config rm ${target(mend.remove)} --stack ${stack}`;
  const value = shellWord(String(mend.value));
  // The CLI would take -5 for a flag.
  const words = String(mend.value).startsWith("-") ? `--stack ${stack} -- ${value}` : `${value} --stack ${stack}`;
  return `pulumi config set ${target(mend.set)} ${words}`;
}

/**
 * Faults in members of one list in falling order of position: taking a member out shifts those behind it, so the
 * commands are right when they are run as they stand.
 */
function lastMemberFirst(faults: readonly Fault[]): Fault[] {
  const listOf = ({ path }: Fault): string | undefined => {
    const position = path.findIndex((step) => typeof step === "number");
    return position === -1 ? undefined : configPath(path.slice(0, position));
  };
  const lists = new Map<string, Fault[]>();
  for (const fault of faults) {
    const list = listOf(fault);
    if (list !== undefined) lists.set(list, [fault, ...(lists.get(list) ?? [])]);
  }
  return faults.map((fault) => lists.get(listOf(fault) ?? "")?.shift() ?? fault);
}

function report(stack: string, faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  const told = new Set<string>();
  const blocks = faults.map((fault) => {
    const commands = fault.mend.map((mend) => command(mend, stack));
    // Twice, a command that takes a member out of a list would take out the next one, too.
    const mends = commands.length > 0 && commands.every((one) => told.has(one)) ? ["by the command above"] : commands;
    for (const one of commands) told.add(one);
    return [
      `  ${configPath(fault.path)}`,
      `    found:     ${fault.found}`,
      `    expected:  ${fault.expected}`,
      ...mends.map((mend, n) => `    ${n === 0 ? "mend:   " : "        "}   ${mend}`),
    ].join("\n");
  });
  return [`Pulumi.${stack}.yaml has ${count}; nothing was changed.`, ...blocks].join("\n\n");
}
