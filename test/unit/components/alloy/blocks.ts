import { type Block, isReference, type Value } from "../../../../components/alloy/syntax";

/** "otelcol.storage.file queue", or the name alone where there is no label. */
export const identity = ({ block, label }: Block): string => (label === undefined ? block : `${block} ${label}`);

/** The attributes of the first inner block of a name. */
export const under = (block: Block | undefined, name: string): Block["attributes"] =>
  block?.blocks?.find((inner) => inner.block === name)?.attributes;

/** What each kind of component exports, after Alloy's reference. */
const exported: Readonly<Record<string, readonly string[]>> = {
  "otelcol.receiver.otlp": [],
  "otelcol.processor.memory_limiter": ["input"],
  "otelcol.processor.k8sattributes": ["input"],
  "otelcol.processor.probabilistic_sampler": ["input"],
  "otelcol.storage.file": ["handler"],
  "otelcol.exporter.otlp": ["input"],
  "otelcol.exporter.otlphttp": ["input"],
  "discovery.kubernetes": ["targets"],
  "discovery.relabel": ["output", "rules"],
  "prometheus.scrape": [],
  "prometheus.remote_write": ["receiver"],
};

/** References to what no block of the pipeline exports. */
export function danglingReferences(blocks: readonly Block[]): string[] {
  const there = blocks.flatMap(({ block, label }) =>
    (exported[block] ?? []).map((name) => `${block}.${label}.${name}`),
  );
  return blocks.flatMap(references).filter((path) => !there.includes(path));
}

const references = ({ attributes = {}, blocks = [] }: Block): string[] => [
  ...Object.values(attributes).flatMap(inValue),
  ...blocks.flatMap(references),
];

function inValue(value: Value): string[] {
  if (typeof value !== "object" || value === null) return [];
  return isReference(value) ? [value.$ref] : Object.values(value).flatMap(inValue);
}
