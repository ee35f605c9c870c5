import { parse } from "yaml";
import { type Block, readAlloy } from "../../policy/offline";
import { isTree, type Tree } from "../../settings";

/** The structure of a text that is a configuration file, by the name of the field it stands in; undefined for any other. */
export function embedded(name: string, text: string): Tree | undefined {
  if (name.endsWith(".alloy")) {
    const blocks = readAlloy(text);
    return blocks && blockTree(blocks);
  }
  if (!/\.(ya?ml|json)$/.test(name)) return undefined;
  try {
    const value: unknown = parse(text, { logLevel: "error" });
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Blocks by name and label; those that share both as a list, in their order. */
function blockTree(blocks: readonly Block[], attributes: Block["attributes"] = {}): Tree {
  const result: Record<string, unknown> = { ...attributes };
  for (const key of new Set(blocks.map(blockKey))) {
    const same = blocks.filter((block) => blockKey(block) === key).map((one) => blockTree(one.blocks, one.attributes));
    result[key] = same.length === 1 ? same[0] : same;
  }
  return result;
}

const blockKey = ({ name, label }: Block): string => (label === undefined ? name : `${name} "${label}"`);
