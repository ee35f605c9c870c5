import { z } from "zod";
import { defaultLayers } from "./defaults";
import type { Path } from "./faults";
import { configPath, shown } from "./faults";
import { environments, schema } from "./schema";
import { merge, type Tree, valueAt } from "./tree";

/** The reference of every setting, as Markdown: what the schema says of it, and its default per environment. */
export function reference(): string {
  const defaults = environments.map((environment) => merge(...(defaultLayers(environment, "STACK") as Tree[])));
  return [
    "# Settings",
    "",
    "Every key that a stack file may hold, under `mop:`. Made from `settings/` by `npm run golden`; do not edit.",
    "A value is set with `pulumi config set --path 'mop:loki.retention' 14d --stack production`. An unknown key, a wrong",
    "value or two settings that contradict each other are refused before anything is changed, with the line that mends it.",
    "`STACK` stands for the stack's name.",
    "",
    `| Setting | Value | Meaning | ${environments.join(" | ")} |`,
    `| --- | --- | --- |${environments.map(() => " --- |").join("")}`,
    ...rows(schema, [], defaults),
    "",
  ].join("\n");
}

function rows(node: z.ZodType, path: Path, defaults: readonly Tree[]): string[] {
  const name = configPath(path);
  if (node instanceof z.ZodObject) {
    const heading = `| **${name}** | | ${cell(node.description ?? "")} |${environments.map(() => " |").join("")}`;
    const children = Object.entries<z.ZodType>(node.shape);
    return [
      ...(path.length === 0 ? [] : [heading]),
      ...children.flatMap(([key, child]) => rows(child, [...path, key], defaults)),
    ];
  }
  const values = defaults.map((layer) => valueAt(layer, path));
  const cells = values.map((value) => (value === undefined ? "" : `\`${cell(shown(value))}\``));
  return [`| \`${name}\` | ${cell(expected(node))} | ${cell(node.description ?? "")} | ${cells.join(" | ")} |`];
}

/** The words that a wrong value would be answered with. */
function expected(node: z.ZodType): string {
  const { error } = node.safeParse(Symbol("no setting"));
  return error?.issues[0]?.message ?? "";
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
