import fc from "fast-check";
import { merge, protocols, type Tree } from "../../../settings";

/** Stack files that are accepted, as odd as they may be. */

const flag = fc.boolean();
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const pattern = fc.stringMatching(/^[a-z0-9*?][a-z0-9*?-]{0,8}$/);
const number = (min: number, max: number) => fc.integer({ min, max });

const duration = fc
  .tuple(number(1, 900), fc.constantFrom("s", "m", "h", "d", "w"))
  .map(([count, unit]) => `${count}${unit}`);
/** Loki keeps for a day at least. */
const longDuration = fc.tuple(number(1, 900), fc.constantFrom("d", "w")).map(([count, unit]) => `${count}${unit}`);

/** Text as a user may paste it: quotes, braces, newlines, halves of surrogate pairs; never blank. */
const oddText = fc.string({ unit: "binary", maxLength: 12 }).map((text) => `${text}x`);
const labels = fc.dictionary(fc.oneof(name, fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 })), oddText, {
  maxKeys: 3,
  noNullPrototype: true,
});

const resources = fc
  .record({ cpu: number(1, 4000), moreCpu: number(0, 4000), memory: number(384, 4096), moreMemory: number(0, 4096) })
  .map(({ cpu, moreCpu, memory, moreMemory }) => ({
    requests: { cpu: `${cpu}m`, memory: `${memory}Mi` },
    limits: { cpu: `${cpu + moreCpu}m`, memory: `${memory + moreMemory}Mi` },
  }));

const labelValue = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,6}[A-Za-z0-9])?$/);

const selection = { podLabels: labels, podAnnotations: labels };
const part = { requiredKeys: [] };

const metrics = fc.record(
  {
    interval: duration,
    application: flag,
    serviceGraph: flag,
    spanMetrics: flag,
    host: flag,
    runtime: flag,
    network: flag,
    networkPackets: flag,
    networkZones: flag,
    tcpRoundTripTime: flag,
    tcpRetransmits: flag,
    tcpFailedConnections: flag,
    tcpBytes: flag,
  },
  part,
);

const obi = fc
  .record(
    {
      watch: fc.record(
        {
          mode: fc.constantFrom("opt-in", "opt-out"),
          namespaces: fc.array(pattern, { minLength: 1, maxLength: 4 }),
          ...selection,
        },
        part,
      ),
      ignore: fc.record({ namespaces: fc.array(pattern, { maxLength: 4 }), ...selection }, part),
      protocols: fc.subarray([...protocols], { minLength: 1 }),
      traces: flag,
      metrics,
      contextPropagation: fc.constantFrom("off", "headers", "tcp", "all"),
      kernel: fc.record({ before511: flag, rhel418: flag, restrictedPerfEvents: flag }, part),
      goHeaders: flag,
      probeMetrics: flag,
      appArmor: fc.constantFrom("Unconfined", "RuntimeDefault"),
      log: fc.record({
        level: fc.constantFrom("DEBUG", "INFO", "WARN", "ERROR"),
        format: fc.constantFrom("text", "json"),
      }),
      nodeSelector: fc.dictionary(name, labelValue, { maxKeys: 3, noNullPrototype: true }),
      maxUnavailable: fc.oneof(
        number(1, 100).map((share) => `${share}%`),
        number(1, 50).map(String),
      ),
      resources,
    },
    part,
  )
  // OBI must have something to do, and trace context to pass on where it is to be passed on.
  .map((settings): Tree => {
    const { contextPropagation = "off" } = settings;
    return merge(settings, idle(settings) || contextPropagation !== "off" ? { traces: true } : {});
  });

const idle = ({ traces = true, metrics = {} }: { traces?: boolean; metrics?: Tree }): boolean =>
  !traces && !Object.values({ application: true, serviceGraph: true, ...metrics }).includes(true);

const backend = { storage: fc.record({ size: number(1, 500).map((size) => `${size}Gi`) }), resources };

const alloy = fc.record(
  {
    replicas: number(1, 50),
    queue: number(4, 500).map((size) => `${size}Mi`),
    storage: fc.record({ size: number(2, 500).map((size) => `${size}Gi`), class: name }, { requiredKeys: ["size"] }),
    log: fc.record({
      level: fc.constantFrom("debug", "info", "warn", "error"),
      format: fc.constantFrom("logfmt", "json"),
    }),
    resources,
    extraConfig: fc.constant([]),
  },
  { requiredKeys: ["queue", "storage"] },
);

const sampling = fc.oneof(
  fc.record({ mode: fc.constant("all"), at: fc.constantFrom("gateway", "node") }),
  fc.record({
    mode: fc.constant("ratio"),
    ratio: number(1, 1000).map((thousandths) => thousandths / 1000),
    at: fc.constantFrom("gateway", "node"),
  }),
);

/** The settings of a stack file. */
export const stackFiles: fc.Arbitrary<Tree> = fc.record(
  {
    cluster: fc.record({ name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,10}$/) }),
    namespaces: fc.record({ backends: name.map((n) => `b-${n}`), agents: name.map((n) => `a-${n}`) }, part),
    sampling,
    obi,
    alloy,
    tempo: fc.record(
      {
        ...backend,
        retention: duration,
        limits: fc.record({ megabytesPerSecond: number(1, 10_000), megabytesPerTrace: number(1, 1_000) }, part),
      },
      part,
    ),
    mimir: fc.record(
      {
        ...backend,
        retention: duration,
        limits: fc.record({ activeSeries: number(1_000, 10 ** 9), samplesPerSecond: number(100, 10 ** 8) }, part),
      },
      part,
    ),
    loki: fc.record(
      {
        ...backend,
        retention: longDuration,
        limits: fc.record({ megabytesPerSecond: number(1, 10_000), streams: number(100, 10 ** 7) }, part),
      },
      part,
    ),
  },
  part,
);
