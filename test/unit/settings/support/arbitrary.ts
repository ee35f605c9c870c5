import fc from "fast-check";
import type { Tree } from "../../../../settings";
import { protocols } from "../../../../settings";

/** Settings that a stack file may hold, valid each for itself and nearly always together. */

const some = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T): fc.Arbitrary<Tree> =>
  fc.record(shape, { requiredKeys: [] });

const flag = fc.constantFrom(true, false, "true", "false");
const whole = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.boolean()).map(([n, quoted]) => (quoted ? String(n) : n));
const quantity = (units: readonly string[], min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.constantFrom(...units)).map(([n, unit]) => `${n}${unit}`);
const retention = fc.oneof(quantity(["h"], 24, 2_000), quantity(["d", "w"], 1, 90));
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);

const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => /\S/.test(value)),
  fc.integer(),
);
const labels = fc.dictionary(fc.oneof(name, fc.string({ unit: "binary" })), text, { maxKeys: 3 });
const patterns = (minLength: number) =>
  fc.array(fc.stringMatching(/^[a-z0-9*?][a-z0-9*?-]{0,20}$/), { minLength, maxLength: 3 });
const selection = { podLabels: labels, podAnnotations: labels };

const resources = fc.record({
  requests: some({ cpu: quantity(["m"], 1, 500), memory: quantity(["Mi"], 1, 256) }),
  limits: some({
    cpu: fc.oneof(quantity([""], 1, 64), fc.integer({ min: 1, max: 64 })),
    memory: quantity(["Gi"], 8, 64),
  }),
});
const storage = some({ size: quantity(["Gi", "Ti"], 1, 100), class: name });

const metricFlags = [
  "application",
  "serviceGraph",
  "spanMetrics",
  "host",
  "runtime",
  "network",
  "networkPackets",
  "networkZones",
  "tcpRoundTripTime",
  "tcpRetransmits",
  "tcpFailedConnections",
  "tcpBytes",
];

const obi = some({
  version: fc.constantFrom("v0.13.0", "v0.15.2", "v1.0.0-rc.1"),
  watch: some({ mode: fc.constantFrom("opt-in", "opt-out"), namespaces: patterns(1), ...selection }),
  ignore: some({ namespaces: patterns(0), ...selection }),
  protocols: fc.subarray([...protocols], { minLength: 1 }),
  traces: flag,
  metrics: some({
    interval: quantity(["s", "m", "h"], 1, 100),
    ...Object.fromEntries(metricFlags.map((key) => [key, flag])),
  }),
  contextPropagation: fc.constantFrom("off", "headers", "tcp", "all"),
  kernel: some({ before511: flag, rhel418: flag, restrictedPerfEvents: flag }),
  goHeaders: flag,
  probeMetrics: flag,
  appArmor: fc.constantFrom("Unconfined", "RuntimeDefault"),
  log: some({ level: fc.constantFrom("DEBUG", "INFO", "WARN", "ERROR"), format: fc.constantFrom("text", "json") }),
  nodeSelector: fc.dictionary(name, fc.oneof(name, fc.nat(), fc.boolean()), { maxKeys: 3 }),
  maxUnavailable: fc.oneof(quantity(["%", ""], 1, 99), fc.integer({ min: 1, max: 99 })),
  resources,
  extraConfig: some({ trace_printer: fc.constantFrom("text", "json"), ebpf: some({ wakeup_len: fc.nat() }) }),
});

const alloy = fc.record(
  {
    replicas: whole(1, 50),
    queue: quantity(["Mi"], 4, 512),
    storage: some({ size: quantity(["Gi"], 8, 100), class: name }),
    resources,
    extraConfig: fc.uniqueArray(
      fc.record({ block: fc.constant("otelcol.exporter.debug"), label: fc.stringMatching(/^[a-z_]{1,9}$/) }),
      {
        selector: ({ label }) => label,
        maxLength: 3,
      },
    ),
  },
  { requiredKeys: ["queue", "storage"] },
);

const backend = { retention, storage, resources, topology: fc.constant("single") };

export const validInput: fc.Arbitrary<Tree> = some({
  environment: fc.constantFrom("dev", "staging", "production"),
  cluster: some({ name, context: text, kubeconfig: text }),
  namespaces: fc.tuple(name, name).map(([a, b]) => ({ backends: `backends-${a}`, agents: `agents-${b}` })),
  sampling: fc.oneof(
    some({ at: fc.constantFrom("gateway", "node") }),
    fc.record({
      mode: fc.constant("ratio"),
      ratio: fc.constantFrom(0.01, 0.25, "0.25", 1, "1"),
      at: fc.constantFrom("gateway", "node"),
    }),
  ),
  obi,
  alloy,
  tempo: some({
    ...backend,
    limits: some({ megabytesPerSecond: whole(1, 10_000), megabytesPerTrace: whole(1, 1_000) }),
  }),
  mimir: some({
    ...backend,
    limits: some({ activeSeries: whole(1_000, 10 ** 9), samplesPerSecond: whole(100, 10 ** 8) }),
  }),
  loki: some({ ...backend, limits: some({ megabytesPerSecond: whole(1, 10_000), streams: whole(100, 10 ** 7) }) }),
});

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    "",
    "-1",
    0,
    -0.5,
    1e300,
    null,
    [],
    {},
    "\u0000",
    "0Gi",
    "main",
    JSON.parse('{"__proto__": {"a": 1}}'),
  ),
);

/** Any JSON where a stack file has its settings. */
export const anyInput: fc.Arbitrary<Tree> = fc.dictionary(
  fc.oneof(
    fc.string(),
    fc.constantFrom(
      ..."environment cluster namespaces sampling obi alloy tempo mimir loki __proto__ constructor".split(" "),
    ),
  ),
  anything,
);

/** Valid settings with one to three of their values replaced, taken out, or put under another key. */
export const mutatedInput: fc.Arbitrary<Tree> = fc
  .tuple(
    validInput,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("replace", "remove", "rename"), anything, fc.string()), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([input, mutations]) => mutations.reduce((tree, mutation) => mutate(tree, ...mutation), input));

function mutate(tree: Tree, at: number, how: string, value: unknown, key: string): Tree {
  const copy = JSON.parse(JSON.stringify(tree)) as Tree;
  const places = placesIn(copy);
  if (places.length === 0) return copy;
  const { parent, step } = places[at % places.length];
  if (how === "replace") parent[step] = value;
  else {
    if (how === "rename") parent[Array.isArray(parent) ? parent.length : `${step}${key}`] = parent[step];
    delete parent[step];
  }
  return JSON.parse(JSON.stringify(copy)) as Tree;
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly step: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((step) => [{ parent, step }, ...placesIn(parent[step])]);
}
