import { parseArgs } from "node:util";

/**
 * Does to a stack file's `config` what the `pulumi config set --path` and `pulumi config rm --path` lines of a report
 * would do, with Pulumi's own rules: what is typed, what becomes a list, what is refused.
 */

type Step = string | number;
type Container = Record<Step, unknown>;

export function applyMends(config: Container, stack: string, report: string): void {
  // A certificate has line breaks within its quotes.
  for (const [, words] of report.matchAll(/pulumi config ((?:'[^']*'|\\.|[^'\\\n])+)/g)) {
    const { values, positionals } = parseArgs({
      args: shellWords(words),
      options: { path: { type: "boolean" }, stack: { type: "string" } },
      allowPositionals: true,
    });
    expect(values).toEqual({ path: true, stack });
    const [verb, key, value] = positionals;
    if (verb === "rm") remove(config, pathOf(key));
    else set(config, pathOf(key), filledIn(value, pathOf(key)));
  }
}

/** What a person writes for a word in capitals, which stands for what only they know: another one at each place. */
const filledIn = (value: string, path: readonly Step[]): string => {
  const own = path.slice(-2).join("-").replace(/^mop:/, "").toLowerCase();
  return value.replace(/^(NAME|HOST|VALUE)(?=$|:)/, own);
};

/** Words of a shell line: quotes go, what they hold stays. */
const shellWords = (line: string): string[] =>
  (line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? []).map((word) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ""),
  );

/** mop:obi.watch.podLabels["a.b"] to "mop:obi", "watch", "podLabels", "a.b"; mop:["a.b"] to "mop:a.b". */
function pathOf(text: string): Step[] {
  const colon = text.indexOf(":");
  const [first, ...rest] = [...text.slice(colon + 1).matchAll(/\[(\d+)\]|\["((?:\\"|[^"])*)"\]|\.?([^.[\]]+)/g)].map(
    ([, index, quoted, name]: (string | undefined)[]): Step =>
      index === undefined ? (quoted?.replaceAll('\\"', '"') ?? name ?? "") : Number(index),
  );
  return [`${text.slice(0, colon)}:${first}`, ...rest];
}

function remove(tree: unknown, [step, ...rest]: readonly Step[]): void {
  if (typeof tree !== "object" || tree === null) return;
  if (rest.length > 0) return remove((tree as Container)[step], rest);
  if (Array.isArray(tree)) tree.splice(Number(step), 1);
  else delete (tree as Container)[step];
}

function set(tree: Container, [step, ...rest]: readonly Step[], value: string, depth = 0): void {
  if (rest.length === 0) {
    tree[step] = depth === 0 ? value : typed(value);
    return;
  }
  const below = tree[step];
  if (typeof below !== "object" || below === null) {
    // A whole setting may become a map; what lies deeper may not.
    if (depth > 0 && below !== undefined && below !== null) throw new Error(`${step}: expected a map`);
    tree[step] = typeof rest[0] === "number" ? [] : {};
  }
  set(tree[step] as Container, rest, value, depth + 1);
}

function typed(value: string): unknown {
  if (value === "true" || value === "false") return value === "true";
  return /^(0|-?[1-9][0-9]*)$/.test(value) ? Number(value) : value;
}
