import fc from "fast-check";
import { merge, protocols, schema, type Tree } from "../../../../settings";
import { backends, tenancy } from "./arbitrary-backends";
import { security, withSecrets } from "./arbitrary-security";
import {
  expression,
  flag,
  labels,
  name,
  patterns,
  quantity,
  ratio,
  resources,
  some,
  text,
  whole,
} from "./arbitrary-values";

/** Settings that a stack file may hold, valid each for itself and nearly always together. */

const selection = { podLabels: labels, podAnnotations: labels };

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

const obi = fc
  .tuple(
    some({
      version: fc.constantFrom("v0.13.0", "v0.15.2", "v1.0.0-rc.1"),
      watch: some({ mode: fc.constantFrom("opt-in", "opt-out"), namespaces: patterns(1), ...selection }),
      ignore: some({ namespaces: patterns(0), ...selection }),
      protocols: fc.subarray([...protocols], { minLength: 1 }),
      metrics: some({
        interval: quantity(["s", "m", "h"], 1, 100),
        ...Object.fromEntries(metricFlags.map((key) => [key, flag])),
      }),
      contextPropagation: fc.constantFrom("off", "headers", "tcp", "all"),
      kernel: some({ before511: flag, rhel418: flag, restrictedPerfEvents: flag }),
      goHeaders: flag,
      probeMetrics: flag,
      appArmor: fc.constantFrom("Unconfined", "RuntimeDefault"),
      seccompProfile: fc.constantFrom("obi.json", "profiles/obi-1.json"),
      log: some({ level: fc.constantFrom("DEBUG", "INFO", "WARN", "ERROR"), format: fc.constantFrom("text", "json") }),
      nodeSelector: fc.dictionary(name, fc.oneof(name, fc.nat(), fc.boolean()), { maxKeys: 3 }),
      maxUnavailable: fc.oneof(quantity(["%", ""], 1, 99), fc.integer({ min: 1, max: 99 })),
      resources,
      extraConfig: some({ trace_printer: fc.constantFrom("text", "json"), ebpf: some({ wakeup_len: fc.nat() }) }),
    }),
    // A line can name a trace only where there are traces.
    fc.oneof(some({ traces: flag }), some({ traces: fc.constantFrom(true, "true"), traceIdsInLogs: flag })),
  )
  .map((layers): Tree => merge(...layers));

const perSecond = quantity(["Ki"], 1, 512);

const alloy = fc.record(
  {
    replicas: whole(1, 50),
    receivers: some({ replicas: whole(1, 10), maxReplicas: whole(11, 100), resources }),
    queue: fc.record({
      outage: fc.oneof(quantity(["s"], 1, 3_600), quantity(["m"], 1, 60)),
      perSecond: some({ traces: perSecond, metrics: perSecond, logs: perSecond }),
    }),
    storage: fc.record({ size: quantity(["Gi", "Ti"], 32, 100), class: name }, { requiredKeys: ["size"] }),
    log: some({ level: fc.constantFrom("debug", "error"), format: fc.constantFrom("logfmt", "json") }),
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

const at = fc.constantFrom("gateway", "node");
const wait = quantity(["s"], 1, 60);

const sampling = fc.oneof(
  some({ mode: fc.constant("all"), at, keepErrors: flag, wait }),
  fc.record({ mode: fc.constant("ratio"), ratio, at }),
  fc.record(
    {
      mode: fc.constant("tail"),
      ratio,
      keepErrors: flag,
      slowerThan: quantity(["ms", "s", "m"], 1, 900),
      spansPerSecond: whole(20_000, 10 ** 7),
      wait,
    },
    { requiredKeys: ["mode", "ratio"] },
  ),
);

export const validInput: fc.Arbitrary<Tree> = fc
  .tuple(
    some({
      environment: fc.constantFrom("dev", "staging", "production"),
      cluster: some({ name, context: text, kubeconfig: text }),
      namespaces: fc.tuple(name, name).map(([a, b]) => ({ backends: `backends-${a}`, agents: `agents-${b}` })),
      images: some({
        registry: fc.constantFrom("registry.example.com", "registry.example.com:5000/mirror/a"),
        pullSecrets: fc.array(name, { maxLength: 2 }),
      }),
      protect: flag,
      tenancy,
      sampling,
      logs: some({ pods: flag, namespaces: patterns(1), ignoreNamespaces: patterns(0), events: flag }),
      redaction: some({
        enabled: flag,
        patterns: fc.dictionary(fc.oneof(name, fc.constant("bearer"), fc.string()), expression, { maxKeys: 3 }),
        attributes: fc.dictionary(fc.oneof(name, fc.constant("headers")), expression, { maxKeys: 3 }),
      }),
      obi,
    }),
    fc.record({ alloy }),
    backends,
    security,
  )
  .map(([rest, gateway, stores, secured]): Tree =>
    withSecrets(merge(rest, gateway, stores, secured(rest.environment))),
  );

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
  fc.oneof(fc.string(), fc.constantFrom(...Object.keys(schema.shape), "__proto__", "constructor")),
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
