import { oldAuthority } from "../../settings/support/authorities";
import { tlsCaller, tlsClient, tlsServers } from "../tls/words";
import { config, dev } from "./dev";

const objectStorage = { endpoint: "minio.storage.svc:9000", region: "eu-west-1" };
const s3 = {
  bucket_name: "logs",
  endpoint: "minio.storage.svc:9000",
  region: "eu-west-1",
  insecure: false,
  bucket_lookup_type: "auto",
  native_aws_auth_enabled: true,
};
const [schema] = dev.schema_config.configs;
const inBucket = {
  schema_config: { configs: [{ ...schema, object_store: "s3" }] },
  compactor: {
    working_directory: "/loki/compactor",
    retention_enabled: true,
    delete_request_store: "s3",
    deletion_marker_object_store_prefix: "markers/",
  },
};
const alone = { ...dev.common, storage: undefined };

test("one pod with a bucket: chunks, index, rules and marks go there", () => {
  expect(config("dev", { objectStorage, loki: { bucket: "logs" } })).toEqual({
    ...dev,
    ...inBucket,
    common: alone,
    storage_config: { use_thanos_objstore: true, object_store: { s3 } },
    ruler_storage: { backend: "s3", storage_prefix: "ruler", s3 },
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
])("a prefix and %j reach both clients of the object storage", (how, expected) => {
  const client = { ...s3, ...expected, bucket_name: "shared" };
  const loki = { bucket: "shared", prefix: "l1" };
  expect(config("dev", { objectStorage: { ...objectStorage, ...how }, loki })).toEqual({
    ...dev,
    ...inBucket,
    common: alone,
    storage_config: { use_thanos_objstore: true, object_store: { storage_prefix: "l1", s3: client } },
    ruler_storage: { backend: "s3", storage_prefix: "l1ruler", s3: client },
  });
});

test("an authority of the object storage's own is read from a file, by both clients", () => {
  const client = { ...s3, http: { tls_ca_path: "/etc/tls/object-storage.crt" } };
  expect(config("dev", { objectStorage: { ...objectStorage, ca: oldAuthority }, loki: { bucket: "logs" } })).toEqual({
    ...dev,
    ...inBucket,
    common: alone,
    storage_config: { use_thanos_objstore: true, object_store: { s3: client } },
    ruler_storage: { backend: "s3", storage_prefix: "ruler", s3: client },
  });
});

/** The clients by which its parts call each other, all of which speak TLS. */
const clients = (stack: string) => {
  const tls = tlsClient("loki", `observability-${stack}`);
  // The one client that has no switch: it goes by the scheme of its URL.
  const tail = tlsCaller("loki", `observability-${stack}`);
  return {
    ingester_client: { grpc_client_config: tls },
    frontend: { grpc_client_config: tls, tail_tls_config: tail },
    frontend_worker: { query_frontend_grpc_client: tls, query_scheduler_grpc_client: tls },
    query_scheduler: { grpc_client_config: tls },
    ruler: { ruler_client: tls },
    compactor_grpc_client: tls,
    storage_config: { tsdb_shipper: { index_gateway_client: { grpc_client_config: tls } } },
  };
};

test("one pod with TLS: it shows a certificate, and calls itself by it", () => {
  expect(config("dev", { tls: { enabled: true } })).toEqual({
    ...dev,
    ...clients("dev"),
    server: { ...dev.server, ...tlsServers },
  });
});

const shippedS3 = { ...s3, bucket_name: "set-me-logs", endpoint: "set-me", region: "set-me" };
const replicated = {
  ...dev,
  ...inBucket,
  ...clients("staging"),
  auth_enabled: true,
  server: { http_listen_port: 3100, grpc_listen_port: 9095, ...tlsServers },
  common: { path_prefix: "/loki", replication_factor: 3, ring: { kvstore: { store: "memberlist" } } },
  limits_config: { ...dev.limits_config, retention_period: "168h" },
  storage_config: {
    ...clients("staging").storage_config,
    use_thanos_objstore: true,
    object_store: { s3: shippedS3 },
  },
  ruler_storage: { backend: "s3", storage_prefix: "ruler", s3: shippedS3 },
  memberlist: {
    join_members: ["dns+loki-ring.observability-staging.svc:7946"],
    cluster_label: "mop-staging-loki",
    abort_if_cluster_join_fails: false,
    ...tlsClient("loki", "observability-staging"),
  },
  ingester: {
    wal: { replay_memory_ceiling: "1024MB", flush_on_shutdown: true },
    lifecycler: { tokens_file_path: "/loki/tokens", unregister_on_shutdown: false },
    autoforget_unhealthy: true,
  },
  ruler: { ...clients("staging").ruler, enable_sharding: true },
  runtime_config: { file: "/etc/loki-overrides/tenants.yaml" },
};

test("replicated, as staging is shipped", () => {
  expect(config("staging")).toEqual(replicated);
});

test("without tenants there is no file of theirs", () => {
  expect(config("staging", { tenancy: { enabled: false } })).toEqual({
    ...replicated,
    auth_enabled: false,
    runtime_config: undefined,
  });
});

test("distributed: each part finds those that it calls", () => {
  const client = { ...s3, bucket_name: "eu-west-observability", endpoint: "s3.eu-west-1.amazonaws.com" };
  const { query_scheduler, ruler, ...others } = clients("production");
  expect(config("distributed")).toEqual({
    ...replicated,
    ...others,
    common: {
      ...replicated.common,
      compactor_grpc_address: "loki-compactor.observability-production.svc:9095",
    },
    limits_config: {
      retention_period: "744h",
      ingestion_rate_mb: 20,
      ingestion_burst_size_mb: 40,
      max_global_streams_per_user: 20_000,
      allow_structured_metadata: true,
      volume_enabled: true,
    },
    storage_config: {
      use_thanos_objstore: true,
      object_store: { storage_prefix: "logs", s3: client },
      tsdb_shipper: {
        index_gateway_client: {
          grpc_client_config: tlsClient("loki", "observability-production"),
          server_address: "dns+loki-index-gateway-headless.observability-production.svc:9095",
        },
      },
    },
    ruler_storage: { backend: "s3", storage_prefix: "logsruler", s3: client },
    memberlist: {
      join_members: ["dns+loki-ring.observability-production.svc:7946"],
      cluster_label: "mop-production-loki",
      abort_if_cluster_join_fails: false,
      ...tlsClient("loki", "observability-production"),
    },
    ingester: {
      ...replicated.ingester,
      wal: { replay_memory_ceiling: "2048MB", flush_on_shutdown: true },
    },
    query_scheduler: { ...query_scheduler, use_scheduler_ring: true },
    ruler: { ...ruler, enable_sharding: true },
  });
});
