import { z } from "zod";

/** The kinds of values in OBI's configuration, each with the words that complete "expected: ...". */

export const words = (error: string) => ({ error });

/** A map with fixed keys. */
export const strict = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? `a map with ${Object.keys(shape).join(", ")}` : undefined),
  });
/** `pulumi config set` stores a bare true or 1 typed, where OBI wants text. */
export const asText = (value: unknown): unknown =>
  typeof value === "boolean" || typeof value === "number" ? String(value) : value;
export const text = z.preprocess(asText, z.string(words("text")));
export const flag = z.boolean(words("true or false"));
export const whole = z
  .number(words("a whole number"))
  .int(words("a whole number"))
  .nonnegative(words("a whole number"));
export const port = z.number(words("a port, 1 to 65535")).int().min(1).max(65535, words("a port, 1 to 65535"));
export const period = z
  .string(words("a duration such as 500ms, 30s or 5m"))
  .regex(/^[0-9]+(ms|s|m)$/, words("a duration such as 500ms, 30s or 5m"));
export const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, words(`one of ${values.join(", ")}`));
export const listOf = <T extends z.ZodType>(of: T, what: string) => z.array(of, words(`a list of ${what}`));
export const texts = listOf(text, "texts");
export const textMap = z.record(z.string(), text, words("a map of names to text"));
export const anything = z.record(z.string(), z.unknown(), words("a map"));

export const instrumentations = z.array(
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

export const metricFeature = oneOf(
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

export const sampler = strict({
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
