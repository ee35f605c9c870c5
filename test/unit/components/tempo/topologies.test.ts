import { oldAuthority } from "../../settings/support/authorities";
import { tlsClient, tlsServers } from "../tls/words";
import { config, dev } from "./dev";

const objectStorage = { endpoint: "minio.storage.svc:9000", region: "eu-west-1" };
const s3 = {
  bucket: "traces",
  endpoint: "minio.storage.svc:9000",
  region: "eu-west-1",
  insecure: false,
  forcepathstyle: false,
};
const wal = { path: "/var/tempo/wal" };

test("one pod with a bucket: blocks go there, all else is as with a volume", () => {
  expect(config("dev", { objectStorage, tempo: { bucket: "traces" } })).toEqual({
    ...dev,
    storage: { trace: { wal, backend: "s3", s3 } },
  });
});

test.each([
  [
    { pathStyle: true, tls: true },
    { forcepathstyle: true, insecure: false },
  ],
  [
    { pathStyle: false, tls: false },
    { forcepathstyle: false, insecure: true },
  ],
])("a prefix and %j reach the client of the object storage", (how, expected) => {
  const tempo = { bucket: "shared", prefix: "t1" };
  expect(config("dev", { objectStorage: { ...objectStorage, ...how }, tempo })).toEqual({
    ...dev,
    storage: { trace: { wal, backend: "s3", s3: { ...s3, ...expected, bucket: "shared", prefix: "t1" } } },
  });
});

test("an authority of the object storage's own is read from a file", () => {
  expect(config("dev", { objectStorage: { ...objectStorage, ca: oldAuthority }, tempo: { bucket: "traces" } })).toEqual(
    {
      ...dev,
      storage: { trace: { wal, backend: "s3", s3: { ...s3, tls_ca_path: "/etc/tls/object-storage.crt" } } },
    },
  );
});

/** Spans are taken from Alloy alone, which has a certificate to show. */
const distributor = {
  receivers: {
    otlp: {
      protocols: {
        grpc: {
          endpoint: "0.0.0.0:4317",
          max_recv_msg_size_mib: 16,
          tls: {
            cert_file: "/etc/tls/tls.crt",
            key_file: "/etc/tls/tls.key",
            client_ca_file: "/etc/tls/ca.crt",
            client_ca_file_reload: true,
            min_version: "1.2",
            reload_interval: "1m",
          },
        },
      },
    },
  },
};

/** The clients by which its parts call each other, all of which speak TLS. */
const clients = (stack: string) => {
  const tls = tlsClient("tempo", `observability-${stack}`);
  return {
    live_store_client: { grpc_client_config: tls },
    querier: { frontend_worker: { grpc_client_config: tls } },
    backend_scheduler_client: { grpc_client_config: tls },
  };
};

test("one pod with TLS: it shows a certificate, and calls itself by it", () => {
  expect(config("dev", { tls: { enabled: true } })).toEqual({
    ...dev,
    ...clients("dev"),
    distributor,
    server: { ...dev.server, ...tlsServers },
  });
});

const production = {
  ...dev,
  ...clients("production"),
  distributor,
  server: { ...dev.server, ...tlsServers },
  multitenancy_enabled: true,
  storage: {
    trace: { wal, backend: "s3", s3: { ...s3, bucket: "set-me-traces", endpoint: "set-me", region: "set-me" } },
  },
  backend_scheduler: { provider: { compaction: { compaction: { block_retention: "336h" } } } },
  backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: "336h" } },
  overrides: {
    defaults: {
      ingestion: { rate_strategy: "local", rate_limit_bytes: 30_000_000, burst_size_bytes: 60_000_000 },
      global: { max_bytes_per_trace: 10_000_000 },
    },
    per_tenant_override_config: "/etc/tempo-overrides/tenants.yaml",
  },
};

test("one pod with a bucket, as production is shipped", () => {
  expect(config("production")).toEqual(production);
});

test("without tenants there is no file of theirs", () => {
  expect(config("production", { tenancy: { enabled: false } })).toEqual({
    ...production,
    multitenancy_enabled: false,
    overrides: { defaults: production.overrides.defaults },
  });
});

const distributed = {
  ...production,
  // By now others call it.
  server: { http_listen_port: 3200, grpc_listen_port: 9095, ...tlsServers },
  storage: {
    trace: {
      wal,
      backend: "s3",
      s3: { ...s3, bucket: "eu-west-observability", prefix: "traces", endpoint: "s3.eu-west-1.amazonaws.com" },
    },
  },
  memberlist: {
    join_members: ["dns+tempo-ring.observability-production.svc:7946"],
    cluster_label: "mop-production-tempo",
    abort_if_cluster_join_fails: false,
    ...tlsClient("tempo", "observability-production"),
  },
  ingest: {
    kafka: {
      address: "kafka-bootstrap.kafka.svc:9093",
      topic: "mop-tempo",
      auto_create_topic_enabled: true,
      auto_create_topic_default_partitions: 3,
      tls_enabled: true,
      sasl_username: "${KAFKA_USERNAME}",
      sasl_password: "${KAFKA_PASSWORD}",
    },
  },
  block_builder: { partitions_per_instance: 1 },
  querier: {
    frontend_worker: {
      frontend_address: "tempo-query-frontend-headless.observability-production.svc:9095",
      grpc_client_config: tlsClient("tempo", "observability-production"),
    },
  },
  backend_worker: {
    finish_on_shutdown_timeout: "1s",
    compaction: { block_retention: "336h" },
    backend_scheduler_addr: "tempo-backend-scheduler.observability-production.svc:9095",
    ring: { kvstore: { store: "memberlist" } },
  },
};

test("distributed, over a broker that asks who is there", () => {
  expect(config("distributed")).toEqual(distributed);
});

test("distributed, over a broker with an authority of its own", () => {
  expect(config("distributed", { kafka: { ca: oldAuthority } })).toEqual({
    ...distributed,
    ingest: { kafka: { ...distributed.ingest.kafka, tls_ca_path: "/etc/tls/kafka.crt" } },
  });
});

test.each([
  [3, 3, 1],
  [10, 3, 4],
  [12, 3, 4],
  [7, 2, 4],
])("%i partitions for %i builders are up to %i for each, so that none is left out", (partitions, replicas, each) => {
  const overrides = { kafka: { partitions }, tempo: { roles: { "block-builder": { replicas } } } };
  expect(config("distributed", overrides)).toEqual({
    ...distributed,
    ingest: { kafka: { ...distributed.ingest.kafka, auto_create_topic_default_partitions: partitions } },
    block_builder: { partitions_per_instance: each },
  });
});
