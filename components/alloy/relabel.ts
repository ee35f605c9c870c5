import type { Block, Value } from "./syntax";

/** A rule of Prometheus' relabelling, in Alloy's words. */
export const relabel = (attributes: { readonly [name: string]: Value }): Block => ({ block: "rule", attributes });
