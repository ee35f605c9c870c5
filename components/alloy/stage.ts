import { type Block, ref } from "./syntax";

export type Signal = "metrics" | "logs" | "traces";

/** Where each signal goes on: the names of inputs, "otelcol.exporter.otlp.tempo.input". */
export type Inputs = { readonly [signal in Signal]?: readonly string[] };

/** A part of the pipeline: what it is made of, and where signals enter it. Stages are put together from the end. */
export interface Stage {
  readonly blocks: readonly Block[];
  readonly inputs: Inputs;
}

/** In the order in which an output names them. */
export const signals: readonly Signal[] = ["metrics", "logs", "traces"];

/** The output block of a component that hands on to `next`. */
export const output = (next: Inputs): Block => ({
  block: "output",
  attributes: Object.fromEntries(signals.flatMap((signal) => (next[signal] ? [[signal, next[signal].map(ref)]] : []))),
});

/** A stage of one component that passes every signal of `next` through itself. */
export function through(component: Block, next: Inputs): Stage {
  const input = `${component.block}.${component.label}.input`;
  return {
    blocks: [{ ...component, blocks: [...(component.blocks ?? []), output(next)] }],
    inputs: Object.fromEntries(signals.flatMap((signal) => (next[signal] ? [[signal, [input]]] : []))),
  };
}

/** A stage that only some signals pass through; the others go straight on. */
export function only(some: readonly Signal[], stage: (next: Inputs) => Stage, next: Inputs): Stage {
  const passing = Object.fromEntries(some.flatMap((signal) => (next[signal] ? [[signal, next[signal]]] : [])));
  const { blocks, inputs } = stage(passing);
  return { blocks, inputs: { ...next, ...inputs } };
}
