import { oldAuthority } from "../../settings/support/authorities";
import { tlsClient, tlsServers } from "../tls/words";
import { config, dev } from "./dev";

const objectStorage = { endpoint: "minio.storage.svc:9000", region: "eu-west-1" };
const s3 = {
  bucket_name: "metrics",
  endpoint: "minio.storage.svc:9000",
  region: "eu-west-1",
  insecure: false,
  bucket_lookup_type: "auto",
  native_aws_auth_enabled: true,
};

test("one pod with a bucket: blocks go there, all else is as with a volume", () => {
  expect(config("dev", { objectStorage, mimir: { bucket: "metrics" } })).toEqual({
    ...dev,
    common: { storage: { backend: "s3", s3 } },
  });
});

test("a prefix stands before the names of all that Mimir writes, in letters and digits alone", () => {
  expect(config("dev", { objectStorage, mimir: { bucket: "shared", prefix: "m1" } })).toEqual({
    ...dev,
    common: { storage: { backend: "s3", s3: { ...s3, bucket_name: "shared" } } },
    blocks_storage: { ...dev.blocks_storage, storage_prefix: "m1blocks" },
    ruler_storage: { storage_prefix: "m1ruler" },
    alertmanager_storage: { storage_prefix: "m1alertmanager" },
  });
});

test.each([
  [
    { pathStyle: true, tls: true },
    { bucket_lookup_type: "path", insecure: false },
  ],
  [
    { pathStyle: false, tls: false },
    { bucket_lookup_type: "auto", insecure: true },
  ],
])("%j reaches the client of the object storage", (how, expected) => {
  expect(config("dev", { objectStorage: { ...objectStorage, ...how }, mimir: { bucket: "metrics" } })).toEqual({
    ...dev,
    common: { storage: { backend: "s3", s3: { ...s3, ...expected } } },
  });
});

test("an authority of the object storage's own is read from a file", () => {
  const own = { ...objectStorage, ca: oldAuthority };
  expect(config("dev", { objectStorage: own, mimir: { bucket: "metrics" } })).toEqual({
    ...dev,
    common: { storage: { backend: "s3", s3: { ...s3, http: { tls_ca_path: "/etc/tls/object-storage.crt" } } } },
  });
});

/** The clients by which its parts call each other, all of which speak TLS. */
const clients = (stack: string) => {
  const tls = tlsClient("mimir", `observability-${stack}`);
  return {
    ingester_client: { grpc_client_config: tls },
    querier: { store_gateway_client: tls },
    frontend_worker: { grpc_client_config: tls, query_scheduler_grpc_client_config: tls },
    frontend: { grpc_client_config: tls },
    query_scheduler: { grpc_client_config: tls },
    ruler: { rule_path: "/data/ruler", ruler_client: tls, query_frontend: { grpc_client_config: tls } },
  };
};

test("one pod with TLS: it shows a certificate, and calls itself by it", () => {
  const { frontend, ruler, ...others } = clients("dev");
  expect(config("dev", { tls: { enabled: true } })).toEqual({
    ...dev,
    ...others,
    server: { ...dev.server, ...tlsServers },
    frontend: { ...dev.frontend, ...frontend },
    ruler: { ...dev.ruler, ...ruler },
  });
});

/** What several processes have that find each other by gossip. */
const together = (stack: string) => ({
  memberlist: {
    join_members: [`dns+mimir-ring.observability-${stack}.svc:7946`],
    cluster_label: `mop-${stack}-mimir`,
    abort_if_cluster_join_fails: false,
    ...tlsClient("mimir", `observability-${stack}`),
  },
  ingester: {
    ring: { replication_factor: 3, unregister_on_shutdown: false, tokens_file_path: "/data/ingester-tokens" },
  },
  store_gateway: {
    sharding_ring: {
      replication_factor: 3,
      unregister_on_shutdown: false,
      tokens_file_path: "/data/store-gateway-tokens",
    },
  },
});

const replicated = {
  target: "all",
  multitenancy_enabled: true,
  usage_stats: { enabled: false },
  server: { http_listen_port: 8080, grpc_listen_port: 9095, ...tlsServers },
  ingest_storage: { enabled: false },
  common: {
    storage: { backend: "s3", s3: { ...s3, bucket_name: "set-me-metrics", endpoint: "set-me", region: "set-me" } },
  },
  blocks_storage: dev.blocks_storage,
  ruler_storage: { storage_prefix: "ruler" },
  alertmanager_storage: { storage_prefix: "alertmanager" },
  compactor: { data_dir: "/data/compactor" },
  activity_tracker: { filepath: "/data/activity.log" },
  limits: {
    compactor_blocks_retention_period: "720h",
    max_global_series_per_user: 500_000,
    ingestion_rate: 50_000,
    ingestion_burst_size: 500_000,
    max_global_exemplars_per_user: 100_000,
    out_of_order_time_window: "7200s",
  },
  runtime_config: { file: "/etc/mimir-overrides/tenants.yaml" },
  ...clients("staging"),
  ...together("staging"),
};

test("replicated, as staging is shipped", () => {
  expect(config("staging")).toEqual(replicated);
});

test("without tenants there is no file of theirs", () => {
  expect(config("staging", { tenancy: { enabled: false } })).toEqual({
    ...replicated,
    multitenancy_enabled: false,
    runtime_config: undefined,
  });
});

/** What parts have that find each other through rings, of which the ruler asks for one by name. */
const distributed = (stack: string) => {
  const { query_scheduler, ruler } = clients(stack);
  const address = `dns:///mimir-query-frontend-headless.observability-${stack}.svc:9095`;
  return {
    query_scheduler: { ...query_scheduler, service_discovery_mode: "ring" },
    ruler: { ...ruler, query_frontend: { ...ruler.query_frontend, address } },
  };
};

const classic = {
  ...replicated,
  common: {
    storage: {
      backend: "s3",
      s3: { ...s3, bucket_name: "eu-west-observability", endpoint: "s3.eu-west-1.amazonaws.com" },
    },
  },
  blocks_storage: { ...dev.blocks_storage, storage_prefix: "metricsblocks" },
  ruler_storage: { storage_prefix: "metricsruler" },
  alertmanager_storage: { storage_prefix: "metricsalertmanager" },
  limits: {
    compactor_blocks_retention_period: "2160h",
    max_global_series_per_user: 1_500_000,
    ingestion_rate: 100_000,
    ingestion_burst_size: 1_000_000,
    max_global_exemplars_per_user: 100_000,
    out_of_order_time_window: "14400s",
  },
  ...clients("production"),
  ...together("production"),
  ...distributed("production"),
};

test("distributed, straight to the ingesters", () => {
  expect(config("distributed", { mimir: { ingest: "classic" } })).toEqual(classic);
});

const broker = {
  address: "kafka-bootstrap.kafka.svc:9093",
  topic: "mop-mimir",
  auto_create_topic_enabled: true,
  auto_create_topic_default_partitions: 3,
  tls_enabled: true,
};
const kafka = {
  ...classic,
  ingest_storage: {
    enabled: true,
    kafka: { ...broker, sasl_username: "${KAFKA_USERNAME}", sasl_password: "${KAFKA_PASSWORD}" },
  },
  ingester: { ...classic.ingester, push_grpc_method_enabled: false },
};

test("distributed over a broker that asks who is there", () => {
  expect(config("distributed")).toEqual(kafka);
});

test.each([
  ["", {}, {}],
  [", with an authority of its own", { ca: oldAuthority }, { tls_ca_path: "/etc/tls/kafka.crt" }],
  [", without TLS, as only dev may have it", { tls: false, ca: oldAuthority }, { tls_enabled: undefined }],
])("distributed over a broker that lets everybody in%s", (_, settings, expected) => {
  const overrides = {
    kafka: { address: "redpanda:9092", partitions: 12, ...settings },
    mimir: { topology: "distributed", ingest: "kafka" },
  };
  expect(config("staging", overrides)).toEqual({
    ...replicated,
    ...distributed("staging"),
    ingest_storage: {
      enabled: true,
      kafka: { ...broker, address: "redpanda:9092", auto_create_topic_default_partitions: 12, ...expected },
    },
    ingester: { ...replicated.ingester, push_grpc_method_enabled: false },
  });
});
