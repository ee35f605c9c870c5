import fc from "fast-check";
import { merge, type Tree } from "../../../../settings";
import { limits } from "./backends";
import { duration, flag, longDuration, name, number, oddName, pattern, resources, scaled, size, some } from "./leaves";

/** What the gateway does: sizes, sampling, tenants, logs, redaction. */

const rate = fc.oneof(size(1, 1024, "Ki"), fc.constant("1Mi"));

export const alloy = fc
  .record(
    {
      // As many as the cap of the shipped production stack can be shared out among.
      replicas: number(1, 12),
      receivers: fc.tuple(scaled(1, 20), resources).map(([pods, sized]) => ({ ...pods, resources: sized })),
      queue: fc.record({ outage: size(1, 24, "h"), perSecond: fc.record({ traces: rate, metrics: rate, logs: rate }) }),
      // Four tenants' queues of a day fit.
      storage: fc.record({ size: size(2_000, 4_000, "Gi"), class: name }, { requiredKeys: ["size"] }),
      log: fc.record({
        level: fc.constantFrom("debug", "info", "warn", "error"),
        format: fc.constantFrom("logfmt", "json"),
      }),
      resources,
      extraConfig: fc.constant([]),
    },
    { requiredKeys: ["queue", "storage"] },
  )
  .map((settings): Tree => settings);

const ratio = number(1, 1000).map((thousandths) => thousandths / 1000);
const at = fc.constantFrom("gateway", "node");

const tail = fc.record(
  {
    mode: fc.constant("tail"),
    ratio,
    at: fc.constant("gateway"),
    keepErrors: flag,
    slowerThan: fc.oneof(size(1, 900, "ms"), size(1, 90, "s")),
    spansPerSecond: number(5_000, 10 ** 7),
    wait: size(1, 60, "s"),
  },
  { requiredKeys: ["mode", "ratio"] },
);

/** Production has tail by its own file, which a map laid over it does not take back. */
export const sampling = (stack: string): fc.Arbitrary<Tree> =>
  stack === "production"
    ? tail
    : fc.oneof(fc.record({ mode: fc.constant("all"), at }), fc.record({ mode: fc.constant("ratio"), ratio, at }), tail);

const tenant = fc.record(
  {
    namespaces: fc.array(pattern, { maxLength: 3 }),
    tempo: fc.record({ retention: duration, limits: limits.tempo }, some),
    mimir: fc.record({ retention: duration, limits: limits.mimir }, some),
    loki: fc.record({ retention: longDuration, limits: limits.loki }, some),
  },
  { requiredKeys: ["namespaces"] },
);
const tenantName = fc.stringMatching(/^[A-Z0-9][A-Za-z0-9-]{0,8}$/);

export const tenancy: fc.Arbitrary<Tree> = fc.oneof(
  fc.constant({}),
  fc.record({ enabled: fc.constant(false) }),
  fc.record({
    enabled: fc.constant(true),
    tenants: fc.dictionary(tenantName, tenant, { maxKeys: 3, noNullPrototype: true }),
  }),
);

export const logs: fc.Arbitrary<Tree> = fc.record(
  {
    pods: flag,
    namespaces: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    ignoreNamespaces: fc.array(pattern, { maxLength: 3 }),
    events: flag,
  },
  some,
);

const expression = fc.constantFrom(
  "(customer=)C[0-9]{8}",
  "(?i)iban\\s*[:=]\\s*[a-z]{2}[0-9]{2}",
  '"pin":"[0-9]+"',
  "a{2}|b`c",
  "\\$\\{x\\}",
  "ключ=\\S+",
);

export const redaction: fc.Arbitrary<Tree> = fc.record(
  {
    enabled: flag,
    patterns: fc.dictionary(oddName, expression, { maxKeys: 2, noNullPrototype: true }),
    attributes: fc.dictionary(oddName, expression, { maxKeys: 2, noNullPrototype: true }),
  },
  some,
);

export const images: fc.Arbitrary<Tree> = fc
  .record(
    {
      registry: fc.constantFrom("registry.example.com/mirror", "localhost:5000", "r/a/b_c.d"),
      pullSecrets: fc.uniqueArray(name, { maxLength: 3 }),
    },
    some,
  )
  .map((settings) => merge(settings));
