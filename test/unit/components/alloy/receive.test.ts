import { find, under } from "./blocks";
import { ofAskingServer, ofServer } from "../tls/words";
import { gateway } from "./stacks";

const toLimiter = { $ref: "otelcol.processor.memory_limiter.all.input" };
const toAttributes = { $ref: "otelcol.processor.k8sattributes.all.input" };

test("the log is as the settings say", () => {
  const blocks = gateway("dev", { alloy: { log: { level: "debug", format: "json" } } });
  expect(find(blocks, "logging")).toEqual({ block: "logging", attributes: { level: "debug", format: "json" } });
});

test("the page shows a certificate where there is TLS, and asks for none", () => {
  expect(gateway("dev").map(({ block }) => block)).not.toContain("http");
  expect(find(gateway("staging"), "http")).toEqual({
    block: "http",
    blocks: [
      {
        block: "tls",
        attributes: { cert_file: "/etc/tls/tls.crt", key_file: "/etc/tls/tls.key", min_version: "TLS12" },
      },
    ],
  });
});

const withTls = (attributes: object) => [{ block: "tls", attributes }];

test.each([
  ["dev", [], [{ block: "http", attributes: { endpoint: "0.0.0.0:4318" }, blocks: [] }]],
  [
    "staging, which shows a certificate and asks nobody for one: applications have none",
    withTls(ofServer),
    [{ block: "http", attributes: { endpoint: "0.0.0.0:4318" }, blocks: withTls(ofServer) }],
  ],
  ["production, which hears the tier in front of it alone", withTls(ofAskingServer), []],
])(
  "OTLP is taken on the ports of the table, and long connections end so that senders spread again: %s",
  (name, tls, http) => {
    const [stack] = name.split(",");
    expect(find(gateway(stack), "otelcol.receiver.otlp in")).toEqual({
      block: "otelcol.receiver.otlp",
      label: "in",
      blocks: [
        {
          block: "grpc",
          attributes: { endpoint: "0.0.0.0:4317" },
          blocks: [
            {
              block: "keepalive",
              blocks: [
                {
                  block: "server_parameters",
                  attributes: { max_connection_age: "5m", max_connection_age_grace: "30s" },
                },
              ],
            },
            ...tls,
          ],
        },
        ...http,
        { block: "output", attributes: { metrics: [toLimiter], logs: [toLimiter], traces: [toLimiter] } },
      ],
    });
  },
);

test("memory is limited before anything else is done", () => {
  expect(find(gateway("production"), "otelcol.processor.memory_limiter all")).toEqual({
    block: "otelcol.processor.memory_limiter",
    label: "all",
    attributes: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
    blocks: [
      { block: "output", attributes: { metrics: [toAttributes], logs: [toAttributes], traces: [toAttributes] } },
    ],
  });
});

test("the attributes of a pod, found by its UID or its address, never by who connects", () => {
  const blocks = gateway("dev");
  const { blocks: inner = [], ...rest } = find(blocks, "otelcol.processor.k8sattributes all");
  expect(rest).toEqual({ block: "otelcol.processor.k8sattributes", label: "all", attributes: {} });
  expect(inner.slice(0, -1)).toEqual([
    {
      block: "extract",
      attributes: {
        metadata: [
          "k8s.namespace.name",
          "k8s.pod.name",
          "k8s.pod.uid",
          "k8s.node.name",
          "k8s.deployment.name",
          "k8s.statefulset.name",
          "k8s.daemonset.name",
          "k8s.cronjob.name",
          "k8s.job.name",
        ],
      },
      blocks: [],
    },
    {
      block: "pod_association",
      blocks: [{ block: "source", attributes: { from: "resource_attribute", name: "k8s.pod.uid" } }],
    },
    {
      block: "pod_association",
      blocks: [{ block: "source", attributes: { from: "resource_attribute", name: "k8s.pod.ip" } }],
    },
  ]);
});

test("all three signals are of the same cluster and environment, unless their sender says otherwise", () => {
  const blocks = gateway("staging", { cluster: { name: "blue" } });
  const { blocks: inner = [] } = find(blocks, "otelcol.processor.transform resource");
  const statements = [
    'set(resource.attributes["k8s.cluster.name"], "blue") where resource.attributes["k8s.cluster.name"] == nil',
    'set(resource.attributes["deployment.environment.name"], "staging") where resource.attributes["deployment.environment.name"] == nil',
  ];
  expect(inner.slice(0, -1)).toEqual(
    ["metric_statements", "log_statements", "trace_statements"].map((block) => ({
      block,
      attributes: { context: "resource", statements },
    })),
  );
});

test("the environment is the setting, not the stack's name", () => {
  const resource = find(gateway("staging", { environment: "production" }), "otelcol.processor.transform resource");
  expect(JSON.stringify(under(resource, "log_statements"))).toContain('\\"production\\")');
});
