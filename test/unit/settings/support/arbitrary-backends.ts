import fc from "fast-check";
import { merge, type Tree } from "../../../../settings";
import {
  flag,
  host,
  labels,
  name,
  patterns,
  quantity,
  resources,
  retention,
  some,
  storage,
  tenantName,
  whole,
} from "./arbitrary-values";

/** Tempo, Mimir and Loki with what they need from outside, in every topology. */

const part = { cpu: fc.oneof(quantity(["m"], 1, 4_000), quantity([""], 1, 8)), memory: quantity(["Mi"], 128, 65_536) };
const fixed = some({ replicas: whole(3, 20), ...part });
const lone = some({ replicas: whole(1, 1), ...part });
const scaled = some({ replicas: whole(1, 20), maxReplicas: whole(21, 500), ...part });

const traceLimits = some({ megabytesPerSecond: whole(1, 10_000), megabytesPerTrace: whole(1, 1_000) });
const metricLimits = some({ activeSeries: whole(1_000, 10 ** 9), samplesPerSecond: whole(100, 10 ** 8) });
const logLimits = some({ megabytesPerSecond: whole(1, 10_000), streams: whole(100, 10 ** 7) });

const common = { retention, storage, resources };

const tempo = fc
  .tuple(
    some({
      ...common,
      limits: traceLimits,
      roles: some({
        distributor: scaled,
        "live-store": some({ replicas: whole(3, 3), ...part }),
        "block-builder": some({ replicas: fc.constantFrom(1, 3, "3"), ...part }),
        "backend-scheduler": lone,
        "backend-worker": fixed,
        querier: scaled,
        "query-frontend": fixed,
      }),
    }),
    fc.constantFrom("single", "distributed"),
  )
  // The first release that speaks TLS to a broker, as all but dev do.
  .map(([settings, topology]) => merge(settings, { topology, version: "3.1.0" }));

const mimir = fc
  .tuple(
    some({
      ...common,
      limits: metricLimits,
      roles: some({
        distributor: scaled,
        // As many as there are partitions, and as many as there must be without any.
        ingester: some({ replicas: whole(3, 3), ...part }),
        querier: scaled,
        "query-frontend": fixed,
        "query-scheduler": fixed,
        "store-gateway": fixed,
        compactor: fixed,
        ruler: fixed,
      }),
    }),
    fc.constantFrom(
      { topology: "single" },
      { topology: "replicated", ingest: "classic" },
      { topology: "distributed" },
      { topology: "distributed", ingest: "kafka" },
    ),
  )
  .map((layers): Tree => merge(...layers));

const loki = fc
  .tuple(
    some({
      ...common,
      limits: logLimits,
      roles: some({
        distributor: scaled,
        ingester: fixed,
        querier: scaled,
        "query-frontend": fixed,
        "query-scheduler": fixed,
        "index-gateway": fixed,
        compactor: lone,
        ruler: fixed,
      }),
    }),
    fc.constantFrom("single", "replicated", "distributed"),
  )
  .map(([settings, topology]) => merge(settings, { topology }));

/** A bucket for each, or one with a prefix for each. */
const places = fc.constantFrom(
  { tempo: { bucket: "traces" }, mimir: { bucket: "metrics", prefix: "eu" }, loki: { bucket: "logs", prefix: "eu" } },
  {
    tempo: { bucket: "all", prefix: "traces" },
    mimir: { bucket: "all", prefix: "metrics" },
    loki: { bucket: "all", prefix: "logs" },
  },
);

const outside = fc.record({
  objectStorage: fc.record(
    {
      endpoint: host,
      region: fc.constantFrom("eu-west-1", "lab"),
      pathStyle: flag,
      secret: name,
      serviceAccountAnnotations: labels,
    },
    { requiredKeys: ["endpoint"] },
  ),
  kafka: fc.record({ address: host, secret: name, partitions: whole(3, 3) }, { requiredKeys: ["address"] }),
});

/** The sections of the three backends, with all that they rely on. */
export const backends: fc.Arbitrary<Tree> = fc
  .tuple(outside, fc.record({ tempo, mimir, loki }), places)
  .map((layers): Tree => merge(...layers));

const own = (limits: fc.Arbitrary<Tree>) => some({ retention, limits });

export const tenancy: fc.Arbitrary<Tree> = fc.oneof(
  some({ enabled: flag, default: tenantName }),
  fc.record(
    {
      enabled: fc.constantFrom(true, "true"),
      default: fc.constantFrom("rest", "0-rest"),
      tenants: fc.dictionary(
        tenantName,
        some({
          namespaces: patterns(0),
          tempo: own(traceLimits),
          mimir: own(metricLimits),
          loki: own(logLimits),
        }),
        { maxKeys: 3 },
      ),
    },
    { requiredKeys: ["enabled", "tenants"] },
  ),
);
