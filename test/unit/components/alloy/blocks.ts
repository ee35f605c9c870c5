import { type Block, isReference, type Value } from "../../../../components/alloy/syntax";

/** "otelcol.storage.file queue", or the name alone where there is no label. */
export const identity = ({ block, label }: Block): string => (label === undefined ? block : `${block} ${label}`);

/** The first inner block of a name. */
export const inner = (block: Block | undefined, name: string): Block | undefined =>
  block?.blocks?.find((one) => one.block === name);

/** The attributes of the first inner block of a name. */
export const under = (block: Block | undefined, name: string): Block["attributes"] => inner(block, name)?.attributes;

/** The block of an identity. @throws Error when there is none */
export function find(blocks: readonly Block[], name: string): Block {
  const found = blocks.find((block) => identity(block) === name);
  if (!found) throw new Error(`no block ${name}`);
  return found;
}

/** What each kind of component exports, after Alloy's reference. */
const exported: Readonly<Record<string, readonly string[]>> = {
  "otelcol.receiver.loki": ["receiver"],
  "loki.process": ["receiver"],
  "otelcol.processor.memory_limiter": ["input"],
  "otelcol.processor.k8sattributes": ["input"],
  "otelcol.processor.transform": ["input"],
  "otelcol.processor.filter": ["input"],
  "otelcol.processor.probabilistic_sampler": ["input"],
  "otelcol.processor.tail_sampling": ["input"],
  "otelcol.storage.file": ["handler"],
  "otelcol.exporter.otlp": ["input"],
  "otelcol.exporter.otlphttp": ["input"],
  "otelcol.exporter.loadbalancing": ["input"],
  "discovery.kubernetes": ["targets"],
  "discovery.relabel": ["output", "rules"],
  "prometheus.remote_write": ["receiver"],
  "prometheus.exporter.blackbox": ["targets"],
};

/** References to what no block of the pipeline exports. */
export function danglingReferences(blocks: readonly Block[]): string[] {
  const there = blocks.flatMap(({ block, label }) =>
    (exported[block] ?? []).map((name) => `${block}.${label}.${name}`),
  );
  return blocks.flatMap(references).flatMap(({ to }) => (there.includes(to) ? [] : [to]));
}

/** A reference in a block, and the name of the attribute that holds it: a signal, in an output block. */
interface Use {
  readonly attribute: string;
  /** "otelcol.exporter.otlp.tempo.input" */
  readonly to: string;
}

const references = ({ attributes = {}, blocks = [] }: Block): Use[] => [
  ...Object.entries(attributes).flatMap(([attribute, value]) => inValue(value).map((to) => ({ attribute, to }))),
  ...blocks.flatMap(references),
];

function inValue(value: Value): string[] {
  if (typeof value !== "object" || value === null) return [];
  return isReference(value) ? [value.$ref] : Object.values(value).flatMap(inValue);
}

/** Where a component hands on to: "otelcol.exporter.otlp tempo", without the name of what it exports. */
const component = (to: string): string => to.replace(/\.([^.]+)\.[^.]+$/, " $1");

/** Every use of one component by another: "a b metrics+logs -> c d, e f". */
export const graph = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => {
    const byTargets = new Map<string, string[]>();
    const uses = references(block);
    for (const attribute of new Set(uses.map((use) => use.attribute))) {
      const targets = uses.filter((use) => use.attribute === attribute).map(({ to }) => component(to));
      const key = targets.join(", ");
      byTargets.set(key, [...(byTargets.get(key) ?? []), attribute]);
    }
    return [...byTargets].map(([targets, attributes]) => `${identity(block)} ${attributes.join("+")} -> ${targets}`);
  });

/** The components that hand on to none, which a signal gets to from a component; lines of Loki's kind are logs. */
export function ends(blocks: readonly Block[], from: string, signal: string): string[] {
  const block = find(blocks, from);
  const next = nextOf(block, signal);
  return next.length === 0 ? [from] : [...new Set(next.flatMap((to) => ends(blocks, to, signal)))];
}

/** Every component that a signal may pass after one, itself left out. */
export const after = (blocks: readonly Block[], from: string, signal: string): string[] => [
  ...new Set(nextOf(find(blocks, from), signal).flatMap((to) => [to, ...after(blocks, to, signal)])),
];

/** The components that hand a signal on to one. */
export const before = (blocks: readonly Block[], to: string, signal: string): string[] =>
  blocks.filter((block) => nextOf(block, signal).includes(to)).map(identity);

const nextOf = (block: Block, signal: string): string[] =>
  [under(block, "output")?.[signal], block.attributes?.forward_to].flatMap((value) =>
    value === undefined ? [] : inValue(value).map(component),
  );
