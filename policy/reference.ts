import type { Rule } from "./judge/rule";
import { environments, levels } from "./levels";
import { type RuleName, rules } from "./rules";

/** The reference of all rules, as Markdown: what each asks and why, how much it counts, what can be set about it. */
export function reference(): string {
  return [
    "# Rules",
    "",
    "Made from `policy/rules/` by `npm run golden`; do not edit. How levels and settings are set: README.md.",
    "",
    `| Rule | Asks | Why | Standard | ${environments.join(" | ")} | Settings (default) |`,
    `| --- | --- | --- | --- |${environments.map(() => " --- |").join("")} --- |`,
    ...rules.map(row),
    "",
  ].join("\n");
}

function row({ name, description, why, severity, framework, settings }: Rule): string {
  const { version, reference } = framework;
  const standard = `${framework.name}${version === undefined ? "" : ` ${version}`}: ${reference}`;
  const set = Object.entries(settings).map(
    ([key, { schema, default: byDefault }]) =>
      `\`${key}\`: ${schema.description ?? ""}${schema.enum ? `: ${schema.enum.join(", ")}` : ""} (\`${JSON.stringify(byDefault)}\`)`,
  );
  const of = levels[name as RuleName];
  const cells = [
    `\`${name}\` (${severity})`,
    description,
    why,
    standard,
    ...environments.map((environment) => of[environment]),
    set.join("<br>"),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
