/**
 * What can be set about a rule. A setting's JSON schema goes to the engine, which checks `--policy-pack-config` by it;
 * its default is what a rule gets that nothing is said of.
 */
export interface Setting<T> {
  readonly schema: JsonSchema;
  readonly default: T;
}

/** The part of JSON schema that the settings use. */
export interface JsonSchema {
  readonly type?: "string" | "number" | "boolean" | "object" | "array";
  readonly description?: string;
  readonly enum?: string[];
  readonly minimum?: number;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: { readonly [key: string]: JsonSchema };
  readonly required?: string[];
  readonly additionalProperties?: boolean;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values that a rule works with. */
export type Values<S extends Settings> = { readonly [K in keyof S]: S[K]["default"] };

export const number = (description: string, byDefault: number, minimum = 0): Setting<number> => ({
  schema: { type: "number", description, minimum },
  default: byDefault,
});

export const choice = <const T extends string>(
  description: string,
  values: readonly T[],
  byDefault: T,
): Setting<T> => ({ schema: { type: "string", description, enum: [...values] }, default: byDefault });

export const texts = (description: string, byDefault: readonly string[]): Setting<readonly string[]> => ({
  schema: { type: "array", description, items: { type: "string" } },
  default: byDefault,
});

/** Names objects; a `*` in a name or a namespace stands for any text. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Any, where it is left out. */
  readonly namespace?: string;
}

const subject: NonNullable<JsonSchema["properties"]> = {
  kind: { type: "string" },
  name: { type: "string" },
  namespace: { type: "string" },
};

/** A list of objects, each with what else must be said of it. */
export const subjects = <More extends object>(
  description: string,
  more: NonNullable<JsonSchema["properties"]>,
  required: readonly (string & keyof More)[],
): Setting<readonly (Subject & More)[]> => ({
  schema: {
    type: "array",
    description,
    items: {
      type: "object",
      properties: { ...subject, ...more },
      required: ["kind", "name", ...required],
      additionalProperties: false,
    },
  },
  default: [],
});

/** The objects for which a rule does not hold, for good, and why. */
export const allow = (description: string): Setting<readonly (Subject & { readonly why: string })[]> =>
  subjects<{ readonly why: string }>(description, { why: { type: "string" } }, ["why"]);

/** An object as far as it can be named. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  /** Its namespace is not known yet, and may be any. */
  readonly isAnywhere?: boolean;
}

export const matches = ({ kind, name, namespace = "*" }: Subject, object: Named): boolean =>
  kind === object.kind &&
  glob(name, object.name) &&
  (object.isAnywhere === true || glob(namespace, object.namespace ?? ""));

const glob = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(text);

/** What is set, over the defaults of what is not. */
export const values = <S extends Settings>(settings: S, given: Readonly<Record<string, unknown>>): Values<S> =>
  Object.fromEntries(
    Object.entries(settings).map(([key, { default: byDefault }]) => [key, given[key] ?? byDefault]),
  ) as Values<S>;
