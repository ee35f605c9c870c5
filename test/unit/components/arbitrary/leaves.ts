import fc from "fast-check";

/** Values of a stack file that are accepted, as odd as they may be. */

export const flag = fc.boolean();
export const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
export const pattern = fc.stringMatching(/^[a-z0-9*?][a-z0-9*?-]{0,8}$/);
export const number = (min: number, max: number) => fc.integer({ min, max });

const span = (...units: string[]) =>
  fc.tuple(number(1, 900), fc.constantFrom(...units)).map(([count, unit]) => `${count}${unit}`);
export const duration = span("s", "m", "h", "d", "w");
/** Loki keeps for a day at least. */
export const longDuration = span("d", "w");
export const size = (min: number, max: number, unit: string) => number(min, max).map((count) => `${count}${unit}`);

/** Text as a user may paste it: quotes, braces, newlines, halves of surrogate pairs; never blank. */
export const oddText = fc.string({ unit: "binary", maxLength: 12 }).map((text) => `${text}x`);
export const oddName = fc.oneof(name, fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }));
export const map = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });
export const labels = map(oddName, oddText);
export const labelValue = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,6}[A-Za-z0-9])?$/);

/** Any of the fields may be left out. */
export const some = { requiredKeys: [] };

export const resources = fc
  .record({ cpu: number(1, 4000), moreCpu: number(0, 4000), memory: number(384, 4096), moreMemory: number(0, 4096) })
  .map(({ cpu, moreCpu, memory, moreMemory }) => ({
    requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
    limits: { cpu: `${cpu + moreCpu}m`, memory: `${memory + moreMemory}Mi` },
  }));

/** A number of pods, and sometimes up to how many more. */
export const scaled = (min: number, max: number) =>
  fc
    .tuple(number(min, max), fc.option(number(1, 9)))
    .map(([replicas, more]) => (more === null ? { replicas } : { replicas, maxReplicas: replicas + more }));
