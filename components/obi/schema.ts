import { z } from "zod";

/**
 * OBI's configuration v1, as far as this stack and `obi.extraConfig` may use it. OBI itself ignores a key it does not
 * know, so a slip would be silent; here it is a fault. Keys after OBI's pkg/obi/config.go and the configs it embeds.
 */

const words = (error: string) => ({ error });

const strict = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? `a map with ${Object.keys(shape).join(", ")}` : undefined),
  });
/** `pulumi config set` stores a bare true or 1 typed, where OBI wants text. */
const asText = (value: unknown): unknown =>
  typeof value === "boolean" || typeof value === "number" ? String(value) : value;
const text = z.preprocess(asText, z.string(words("text")));
const flag = z.boolean(words("true or false"));
const whole = z.number(words("a whole number")).int(words("a whole number")).nonnegative(words("a whole number"));
const port = z.number(words("a port, 1 to 65535")).int().min(1).max(65535, words("a port, 1 to 65535"));
const period = z
  .string(words("a duration such as 500ms, 30s or 5m"))
  .regex(/^[0-9]+(ms|s|m)$/, words("a duration such as 500ms, 30s or 5m"));
const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, words(`one of ${values.join(", ")}`));
const listOf = <T extends z.ZodType>(of: T, what: string) => z.array(of, words(`a list of ${what}`));
const texts = listOf(text, "texts");
const textMap = z.record(z.string(), text, words("a map of names to text"));
const anything = z.record(z.string(), z.unknown(), words("a map"));

const instrumentations = z.array(
  oneOf(
    "*",
    "http",
    "grpc",
    "sql",
    "redis",
    "kafka",
    "mqtt",
    "nats",
    "amqp",
    "mongo",
    "couchbase",
    "memcached",
    "sunrpc",
    "aerospike",
    "dns",
    "gpu",
    "genai",
  ),
  words("a list of protocols"),
);

const metricFeature = oneOf(
  "application",
  "application_span",
  "application_span_otel",
  "application_span_sizes",
  "application_host",
  "application_runtime",
  "application_service_graph",
  "network",
  "network_flow_packets",
  "network_inter_zone",
  "stats",
  "stats_tcp_rtt",
  "stats_tcp_failed_connections",
  "stats_tcp_retransmits",
  "stats_tcp_io",
  "ebpf",
);

const sampler = strict({
  name: oneOf(
    "always_on",
    "always_off",
    "traceidratio",
    "parentbased_always_on",
    "parentbased_always_off",
    "parentbased_traceidratio",
  ),
  arg: text,
}).partial();

const selector = strict({
  open_ports: text,
  exe_path: text,
  cmd_args: text,
  languages: text,
  containers_only: flag,
  container_name: text,
  k8s_namespace: text,
  k8s_pod_name: text,
  k8s_deployment_name: text,
  k8s_replicaset_name: text,
  k8s_daemonset_name: text,
  k8s_statefulset_name: text,
  k8s_job_name: text,
  k8s_cronjob_name: text,
  k8s_owner_name: text,
  k8s_container_name: text,
  k8s_pod_labels: textMap,
  k8s_pod_annotations: textMap,
  exports: listOf(oneOf("traces", "metrics"), "traces, metrics"),
  sampler,
  routes: strict({ incoming: texts, outgoing: texts }).partial(),
  metrics: strict({ features: listOf(metricFeature, "features") }).partial(),
}).partial();

const exporter = {
  endpoint: z
    .string(words("a URL with http:// or https://"))
    .regex(/^https?:\/\//, words("a URL with http:// or https://")),
  protocol: oneOf("grpc", "http/protobuf", "http/json"),
  insecure_skip_verify: flag,
  instrumentations,
};

export const obiSchema = strict({
  log_level: oneOf("DEBUG", "INFO", "WARN", "ERROR"),
  log_format: oneOf("text", "json"),
  log_config: oneOf("yaml", "json"),
  trace_printer: oneOf("disabled", "text", "json", "json_indent", "counter"),
  shutdown_timeout: period,
  enforce_sys_caps: flag,
  profile_port: port,
  channel_buffer_len: whole,
  channel_send_timeout: period,
  discovery: strict({
    instrument: listOf(selector, "selectors"),
    exclude_instrument: listOf(selector, "selectors"),
    default_exclude_instrument: listOf(selector, "selectors"),
    exclude_otel_instrumented_services: flag,
    exclude_otel_instrumented_services_span_metrics: flag,
    default_otlp_grpc_port: port,
    min_process_age: period,
    poll_interval: period,
    skip_go_specific_tracers: flag,
    bpf_pid_filter_off: flag,
    route_harvester_timeout: period,
    disabled_route_harvesters: texts,
    excluded_linux_system_paths: texts,
  }).partial(),
  ebpf: strict({
    context_propagation: oneOf("disabled", "all", "headers", "tcp", "headers,tcp"),
    wakeup_len: whole,
    batch_length: whole,
    batch_timeout: period,
    high_request_volume: flag,
    http_request_timeout: period,
    max_transaction_time: period,
    track_request_headers: flag,
    heuristic_sql_detect: flag,
    traffic_control_backend: oneOf("auto", "tc", "tcx"),
    buffer_sizes: strict({
      http: whole,
      mysql: whole,
      kafka: whole,
      postgres: whole,
      mssql: whole,
      tcp: whole,
    }).partial(),
    payload_extraction: anything,
    redis_db_cache: strict({ enabled: flag, max_size: whole }).partial(),
    mysql_prepared_statements_cache_size: whole,
    postgres_prepared_statements_cache_size: whole,
    mssql_prepared_statements_cache_size: whole,
    mongo_requests_cache_size: whole,
    kafka_topic_uuid_cache_size: whole,
    couchbase_db_cache_size: whole,
    instrument_cuda: oneOf("auto", "on", "off"),
    dns_request_timeout: period,
    maps_config: strict({
      global_scale_factor: z.number(words("-3 to 3")).int().min(-3, words("-3 to 3")).max(3, words("-3 to 3")),
    }).partial(),
    bpf_debug: flag,
    protocol_debug_print: flag,
  }).partial(),
  network: strict({
    source: oneOf("socket_filter", "tc"),
    interfaces: texts,
    exclude_interfaces: texts,
    protocols: texts,
    exclude_protocols: texts,
    cache_max_flows: whole,
    cache_active_timeout: period,
    deduper: oneOf("none", "first_come"),
    direction: oneOf("both", "ingress", "egress"),
    sampling: whole,
    guess_ports: text,
    cidrs: listOf(z.unknown(), "address ranges"),
    geo_ip: anything,
    reverse_dns: anything,
    print_flows: flag,
  }).partial(),
  stats: strict({
    cidrs: listOf(z.unknown(), "address ranges"),
    reverse_dns: anything,
    geo_ip: anything,
    print_stats: flag,
  }).partial(),
  filter: strict({ application: anything, network: anything, stats: anything }).partial(),
  routes: strict({
    patterns: texts,
    ignored_patterns: texts,
    ignore_mode: oneOf("all", "traces", "metrics"),
    unmatched: oneOf("heuristic", "wildcard", "path", "unset", "low-cardinality"),
    wildcard_char: text,
    max_path_segment_cardinality: whole,
  }).partial(),
  name_resolver: strict({
    sources: listOf(oneOf("k8s", "dns", "rdns"), "k8s, dns, rdns"),
    cache_len: whole,
    cache_expiry: period,
  }).partial(),
  nodejs: strict({ enabled: flag, manual_spans: flag }).partial(),
  javaagent: strict({ enabled: flag, attach_timeout: period, debug: flag, debug_instrumentation: flag }).partial(),
  jvm_runtime_metrics: strict({ sampling_interval: period }).partial(),
  metrics: strict({ features: listOf(metricFeature, "features") }).partial(),
  attributes: strict({
    kubernetes: strict({
      enable: z.preprocess(asText, oneOf("true", "false", "autodetect")),
      cluster_name: text,
      informers_sync_timeout: period,
      informers_resync_period: period,
      reconnect_initial_interval: period,
      drop_external: flag,
      disable_informers: texts,
      meta_cache_address: text,
      meta_restrict_local_node: flag,
      resource_labels: z.record(z.string(), texts, words("a map of names to lists")),
      service_name_template: text,
    }).partial(),
    select: z.record(z.string(), strict({ include: texts, exclude: texts }).partial(), words("a map of metrics")),
    extra_group_attributes: z.record(z.string(), texts, words("a map of names to lists")),
    instance_id: anything,
    host_id: strict({ override: text, fetch_timeout: period }).partial(),
    rename_unresolved_hosts: text,
    rename_unresolved_hosts_incoming: text,
    rename_unresolved_hosts_outgoing: text,
    metric_span_names_limit: whole,
    sensitive_query_params: anything,
    metadata_retry: anything,
  }).partial(),
  otel_traces_export: strict({
    ...exporter,
    sampler,
    batch_max_size: whole,
    queue_size: whole,
    batch_timeout: period,
    backoff_initial_interval: period,
    backoff_max_interval: period,
    backoff_max_elapsed_time: period,
    reporters_cache_len: whole,
  }).partial(),
  otel_metrics_export: strict({
    ...exporter,
    interval: period,
    ttl: period,
    histogram_aggregation: oneOf("explicit_bucket_histogram", "base2_exponential_bucket_histogram"),
    buckets: anything,
    exponential_histogram: anything,
    reporters_cache_len: whole,
    allow_service_graph_self_references: flag,
    extra_span_resource_attributes: texts,
  }).partial(),
  internal_metrics: strict({
    exporter: oneOf("disabled", "prometheus", "otel"),
    prometheus: strict({ port, path: text }).partial(),
    bpf_metric_scrape_interval: period,
    avoided_services: strict({ disabled: flag, limit: whole }).partial(),
  }).partial(),
  health_check: strict({ port, listen_address: text, unix_socket_path: text }).partial(),
}).partial();
