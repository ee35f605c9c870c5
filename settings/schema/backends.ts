import { z } from "zod";
import {
  bucketName,
  byteQuantity,
  certificate,
  choice,
  cpuQuantity,
  dnsName,
  duration,
  flag,
  hostAndPort,
  objectPrefix,
  tenantName,
  text,
  whole,
} from "./leaves";
import { extraConfig, labels, namespaceList, resources, section, storage, version } from "./shapes";

/** Tempo, Mimir and Loki: where they keep data, for how long, for whom, and how much of it they take. */

/** A part that runs on its own in topology distributed; parts that may be scaled by load have `maxReplicas`. */
const part = {
  replicas: whole(1, 500),
  cpu: cpuQuantity.describe("cores asked for; it may use twice as many"),
  memory: byteQuantity.describe("memory asked for, and the limit"),
};
const fixedPart = (does: string) => section(does, part);
const scaledPart = (does: string) =>
  section(does, { ...part, maxReplicas: whole(1, 500).optional().describe("scale up to this many by CPU use") });

const traceLimits = {
  megabytesPerSecond: whole(1, 10_000).describe("spans beyond it are refused; see tempo_discarded_spans_total"),
  megabytesPerTrace: whole(1, 1_000).describe("a longer trace loses what is beyond it"),
};
const metricLimits = {
  activeSeries: whole(1_000, 1_000_000_000).describe(
    "new series beyond it are refused; see cortex_discarded_samples_total",
  ),
  samplesPerSecond: whole(100, 100_000_000).describe(
    "samples beyond it are refused; see cortex_discarded_samples_total",
  ),
};
const logLimits = {
  megabytesPerSecond: whole(1, 10_000).describe("lines beyond it are refused; see loki_discarded_samples_total"),
  streams: whole(100, 10_000_000).describe("new streams beyond it are refused; see loki_discarded_samples_total"),
};

const retention = duration.describe("how long data is kept");

const common = {
  version,
  retention,
  bucket: bucketName
    .optional()
    .describe("bucket of mop:objectStorage that holds the data; the volume does when not set"),
  prefix: objectPrefix.optional().describe("what every object's name begins with, to share a bucket"),
  storage,
  resources,
  extraConfig,
};

export const tempo = section("Tempo stores traces.", {
  topology: choice(["single", "replicated", "distributed"]).describe(
    "single: one pod; distributed: each part on its own, over mop:kafka. Tempo 3 has no replicated",
  ),
  ...common,
  limits: section("What protects Tempo.", traceLimits),
  roles: section("The parts of topology distributed.", {
    distributor: scaledPart("takes spans in."),
    "live-store": fixedPart("holds the newest spans and answers for them; as many as the topic has partitions."),
    "block-builder": fixedPart("writes blocks; each takes its share of the topic's partitions."),
    "backend-scheduler": fixedPart("plans compaction; there is one."),
    "backend-worker": fixedPart("compacts."),
    querier: scaledPart("reads."),
    "query-frontend": fixedPart("splits queries."),
  }),
});

export const mimir = section("Mimir stores metrics.", {
  topology: choice(["single", "replicated", "distributed"]).describe(
    "single: one pod; replicated: three pods that each hold everything; distributed: each part on its own",
  ),
  ingest: choice(["classic", "kafka"]).describe("topology distributed: straight to the ingesters, or over mop:kafka"),
  ...common,
  limits: section("What protects Mimir.", metricLimits),
  roles: section("The parts of topology distributed.", {
    distributor: scaledPart("takes samples in."),
    ingester: fixedPart("holds the newest samples."),
    querier: scaledPart("reads."),
    "query-frontend": fixedPart("splits queries."),
    "query-scheduler": fixedPart("queues queries."),
    "store-gateway": fixedPart("reads blocks."),
    compactor: fixedPart("compacts and deletes."),
    ruler: fixedPart("evaluates rules."),
  }),
});

export const loki = section("Loki stores logs.", {
  topology: choice(["single", "replicated", "distributed"]).describe(
    "single: one pod; replicated: three pods that each hold everything; distributed: each part on its own",
  ),
  ...common,
  limits: section("What protects Loki.", logLimits),
  roles: section("The parts of topology distributed.", {
    distributor: scaledPart("takes lines in."),
    ingester: fixedPart("holds the newest lines."),
    querier: scaledPart("reads."),
    "query-frontend": fixedPart("splits queries."),
    "query-scheduler": fixedPart("queues queries."),
    "index-gateway": fixedPart("reads the index."),
    compactor: fixedPart("compacts and deletes; there is one."),
    ruler: fixedPart("evaluates rules."),
  }),
});

export const objectStorage = section("S3-compatible object storage, for every backend that has a bucket.", {
  endpoint: hostAndPort.optional().describe("host, and port if it is not the usual one"),
  region: text("a region such as eu-west-1", /^[A-Za-z0-9][A-Za-z0-9-]*$/).optional(),
  pathStyle: flag.describe("the bucket stands in the path, as most servers other than AWS want it"),
  tls: flag.describe("https; only environment dev may switch it off"),
  ca: certificate.optional().describe("its authority, in PEM, where that is none that everybody trusts"),
  secret: dnsName
    .optional()
    .describe(
      "existing Secret beside the backends with the keys access-key-id and secret-access-key; workload identity when not set",
    ),
  serviceAccountAnnotations: labels.describe("what ties the backends' ServiceAccounts to a cloud identity"),
});

export const kafka = section("An existing Kafka-compatible broker, for the topologies that run over one.", {
  address: hostAndPort.optional().describe("host and port of a bootstrap broker"),
  tls: flag.describe("only environment dev may switch it off"),
  ca: certificate.optional().describe("its authority, in PEM, where that is none that everybody trusts"),
  secret: dnsName
    .optional()
    .describe("existing Secret beside the backends with the keys username and password (SASL PLAIN)"),
  partitions: whole(1, 500).describe("partitions of each topic"),
});

const tenant = section("What one tenant has of its own; the rest is as for all.", {
  // A default belongs here where the key above it is of the user's making.
  namespaces: namespaceList
    .default([])
    .describe('whose telemetry is the tenant\'s, beside pods labelled mop.observability/tenant: "<tenant>"'),
  tempo: section("Traces.", { retention, limits: section("Limits.", traceLimits).partial() })
    .partial()
    .optional(),
  mimir: section("Metrics.", { retention, limits: section("Limits.", metricLimits).partial() })
    .partial()
    .optional(),
  loki: section("Logs.", { retention, limits: section("Limits.", logLimits).partial() })
    .partial()
    .optional(),
});

export const tenancy = section("Whose data is whose.", {
  enabled: flag.describe("keep tenants apart: every write and every query names one in X-Scope-OrgID"),
  default: tenantName.describe("whose everything is that no other tenant claims"),
  tenants: z
    .record(tenantName, tenant, { error: "a map of tenants to what is theirs" })
    .describe(
      "further tenants: {namespaces, tempo, mimir, loki}, the last three with retention and limits of their own",
    ),
});
