import type { Change, Guarded, Operation } from "./engine";
import type { StackOptions } from "./offline";

/** Options that say which stack, with which settings, where, and by which policies. */
export type CommandOptions = StackOptions & { readonly context?: string; readonly policyConfig?: string };

const volumeSteps = '"Change the size of a volume" in docs/operations.md';

const isVolume = (field: string): boolean => field.startsWith("spec.volumeClaimTemplates");

/** What a person is told of an operation that was refused, since it would take away what is protected. */
export function protectionReport(operation: Operation, options: CommandOptions, objects: readonly Guarded[]): string {
  const list = objects.map(({ title, fields }) => {
    // Whatever else has changed would not have replaced it.
    const reasons = fields.some(isVolume) ? fields.filter(isVolume) : fields;
    return `  ${title}${reasons.length > 0 ? `: ${reasons.join(", ")}` : ""}`;
  });
  if (operation === "destroy") {
    return [
      `The stack ${options.stack} has protected objects; nothing was changed.`,
      ...list,
      "Their volumes hold its data, and would go with it. To give them up:",
      unprotect(options),
      command("up", options, unprotectedConfig),
      command("destroy", options),
    ].join("\n");
  }
  const resized = objects.filter(({ fields }) => fields.some(isVolume)).length;
  return [
    `The stack ${options.stack} has protected objects that would be replaced or deleted; nothing was changed.`,
    ...list,
    ...(resized > 0 ? [`The size of a volume is changed in steps of its own: ${volumeSteps}`] : []),
    ...(resized < objects.length
      ? [
          `To give ${resized > 0 ? "the others" : "them"} up, with all other settings as they were at first:`,
          unprotect(options),
          command("up", options, unprotectedConfig),
        ]
      : []),
  ].join("\n");
}

/** What a replaced StatefulSet does not bring about. */
export const volumeWarnings = (changes: readonly Change[]): string[] =>
  changes
    .filter(({ op, fields }) => op === "replace" && fields.some(isVolume))
    .map(({ title }) => `${title}: the volumes that it has keep their size. See ${volumeSteps}`);

const unprotect = ({ stack, configFile }: CommandOptions): string =>
  configFile === undefined
    ? `  pulumi config set --path 'mop:protect' false --stack ${stack}`
    : `  mop:protect: false, below config in ${configFile}`;

/** A policy of production's own stands in the way of giving up data. */
const unprotectedConfig = "policy/unprotected.json";

const command = (
  operation: Operation,
  { stack, configFile, context, policyConfig }: CommandOptions,
  policies = policyConfig,
): string =>
  [
    `  npm run ${operation} -- --stack ${stack}`,
    ...(configFile === undefined ? [] : [`--config-file ${configFile}`]),
    ...(context === undefined ? [] : [`--context ${context}`]),
    ...(policies === undefined ? [] : [`--policy-config ${policies}`]),
  ].join(" ");
