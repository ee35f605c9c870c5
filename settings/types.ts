import type { z } from "zod";
import type { environments, schema } from "./schema";

type DeepReadonly<T> = T extends (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

export type Environment = (typeof environments)[number];

/** One stack, every default filled in. `stack` is the stack's name. */
export type Settings = DeepReadonly<z.output<typeof schema>> & { readonly stack: string };

/** What a stack file holds: any part of the settings. */
export type StackFile = DeepPartial<z.output<typeof schema>>;

export type ObiSettings = Settings["obi"];
export type AlloySettings = Settings["alloy"];
export type TempoSettings = Settings["tempo"];
export type MimirSettings = Settings["mimir"];
export type LokiSettings = Settings["loki"];
export type Resources = ObiSettings["resources"];
export type Storage = AlloySettings["storage"];
