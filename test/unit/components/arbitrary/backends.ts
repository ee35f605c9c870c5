import fc from "fast-check";
import { merge, type Tree } from "../../../../settings";
import { duration, flag, labels, longDuration, name, number, resources, scaled, size, some } from "./leaves";

const storage = fc.record({ size: size(1, 500, "Gi"), class: name }, { requiredKeys: ["size"] });
const common = { storage, resources };

export const limits = {
  tempo: fc.record({ megabytesPerSecond: number(1, 10_000), megabytesPerTrace: number(1, 1_000) }, some),
  mimir: fc.record({ activeSeries: number(1_000, 10 ** 9), samplesPerSecond: number(100, 10 ** 8) }, some),
  loki: fc.record({ megabytesPerSecond: number(1, 10_000), streams: number(100, 10 ** 7) }, some),
};

const stores = fc.record(
  {
    tempo: fc.record({ ...common, retention: duration, limits: limits.tempo }, some),
    mimir: fc.record({ ...common, retention: duration, limits: limits.mimir }, some),
    loki: fc.record({ ...common, retention: longDuration, limits: limits.loki }, some),
  },
  some,
);

/** Buckets of their own, or one for all with a beginning for each. */
const places = fc.oneof(
  fc.record({ tempo: fc.constant({}), mimir: fc.constant({}), loki: fc.constant({}) }, some),
  name.map((end): Tree => ({
    tempo: { bucket: `traces-${end}` },
    mimir: { bucket: `metrics-${end}`, prefix: "any" },
    loki: { bucket: `logs-${end}` },
  })),
  name.map((end): Tree => ({
    tempo: { bucket: `shared-${end}`, prefix: "t1" },
    mimir: { bucket: `shared-${end}`, prefix: "m1" },
    loki: { bucket: `shared-${end}`, prefix: "l1" },
  })),
);

const objectStorage = fc.record(
  {
    endpoint: fc.constantFrom("s3.eu-west-1.amazonaws.com", "minio.storage.svc:9000", "10.0.0.1"),
    region: fc.constantFrom("eu-west-1", "lab"),
    pathStyle: flag,
    secret: name,
    serviceAccountAnnotations: labels,
  },
  { requiredKeys: ["endpoint"] },
);

const few = scaled(1, 4);
const quorum = fc.record({ replicas: number(3, 7) });

/** Parts of a distributed backend, as many as there may be. */
const roles = {
  mimir: fc.record(
    {
      distributor: few,
      ingester: quorum,
      querier: few,
      "store-gateway": quorum,
      compactor: few.map(fixed),
      ruler: few.map(fixed),
    },
    some,
  ),
  loki: fc.record({ distributor: few, ingester: quorum, querier: few, "index-gateway": few.map(fixed) }, some),
};

function fixed({ replicas }: { replicas: number }) {
  return { replicas };
}

/** A broker with a number of partitions, and what goes by it: one holds each of them, writers share them out evenly. */
const overBroker = fc
  .record({
    partitions: number(1, 9),
    share: number(1, 9),
    fewer: number(0, 3),
    distributor: few,
    querier: few,
    secret: fc.option(name),
  })
  .map(({ partitions, share, fewer, distributor, querier, secret }) => ({
    kafka: { address: "kafka.queue.svc:9092", partitions, ...(secret === null ? {} : { secret }) },
    tempo: {
      distributor,
      querier,
      "live-store": { replicas: partitions },
      "block-builder": { replicas: partitions % share === 0 ? partitions / share : partitions },
    },
    mimir: { ingester: { replicas: Math.max(1, partitions - fewer) } },
  }));

const topologies = fc.record({
  tempo: fc.constantFrom("single", "distributed"),
  mimir: fc.constantFrom("single", "replicated", "distributed"),
  loki: fc.constantFrom("single", "replicated", "distributed"),
  ingest: fc.constantFrom("classic", "kafka"),
});

const inBucket = name.map((end): Tree => ({
  tempo: { bucket: `traces-${end}` },
  mimir: { bucket: `metrics-${end}` },
  loki: { bucket: `logs-${end}` },
}));

/** As a stack has them by default, with whatever size, limits and bucket. */
const asShipped = fc
  .tuple(stores, places, objectStorage)
  .map(([sizes, where, storage]): Tree => merge(sizes, where, { objectStorage: storage }));

/** Every topology beside every other. */
const another = fc
  .record({
    sizes: stores,
    where: inBucket,
    storage: objectStorage,
    topologies,
    broker: overBroker,
    mimir: roles.mimir,
    loki: roles.loki,
  })
  .map(({ sizes, where, storage, topologies: { tempo, mimir, loki, ingest }, broker, ...parts }): Tree =>
    merge(sizes, where, {
      objectStorage: storage,
      kafka: broker.kafka,
      tempo: {
        topology: tempo,
        // The first release that speaks TLS to a broker.
        ...(tempo === "distributed" ? { roles: broker.tempo, version: "3.1.0" } : {}),
      },
      mimir: {
        topology: mimir,
        ingest: mimir === "distributed" ? ingest : "classic",
        ...(mimir === "distributed" ? { roles: merge(parts.mimir, ingest === "kafka" ? broker.mimir : {}) } : {}),
      },
      loki: { topology: loki, ...(loki === "distributed" ? { roles: parts.loki } : {}) },
    }),
  );

export const backends: fc.Arbitrary<Tree> = fc.oneof(asShipped, another);
