import { parseSettings } from "../../../settings";
import { checks } from "../../../components/checks";

/**
 * What a stack needs that is not dev: Mimir and Loki run as three pods each, which share a bucket, and nothing is reached
 * whose address is not known.
 */
const needed = {
  network: { apiServer: [{ cidr: "10.0.0.1/32" }], objectStorage: [{ cidr: "203.0.113.0/24" }] },
  objectStorage: { endpoint: "s3.example.com" },
  mimir: { bucket: "metrics" },
  loki: { bucket: "logs" },
};

const settings = (environment: string, stack = environment) =>
  parseSettings({ environment, ...(environment === "dev" ? {} : needed) }, stack, checks);

test.each(["dev", "staging", "production"])(
  "the defaults of %s are without fault, with and without its name",
  (name) => {
    expect(settings(name)).toEqual(parseSettings(name === "dev" ? {} : needed, name, checks));
  },
);

test.each([
  ["dev", { tempo: "48h", mimir: "48h", loki: "48h" }],
  ["staging", { tempo: "7d", mimir: "30d", loki: "7d" }],
  ["production", { tempo: "14d", mimir: "90d", loki: "31d" }],
])("how long %s keeps data", (environment, expected) => {
  const { tempo, mimir, loki } = settings(environment);
  expect({ tempo: tempo.retention, mimir: mimir.retention, loki: loki.retention }).toEqual(expected);
});

test.each([
  ["dev", 1, "30m", { traces: "128Ki", metrics: "128Ki", logs: "128Ki" }, "2Gi", { level: "info", format: "logfmt" }],
  [
    "staging",
    2,
    "1h",
    { traces: "256Ki", metrics: "256Ki", logs: "256Ki" },
    "10Gi",
    { level: "info", format: "logfmt" },
  ],
  ["production", 3, "2h", { traces: "1Mi", metrics: "512Ki", logs: "1Mi" }, "20Gi", { level: "warn", format: "json" }],
])("Alloy in %s", (environment, replicas, outage, perSecond, size, log) => {
  const { alloy } = settings(environment);
  expect([alloy.replicas, alloy.queue, alloy.storage, alloy.log]).toEqual([
    replicas,
    { outage, perSecond },
    { size },
    log,
  ]);
});

test.each([
  ["dev", { requests: { cpu: "50m", memory: "384Mi" }, limits: { cpu: "500m", memory: "1Gi" } }, "100%", "15s"],
  ["staging", { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "1", memory: "2Gi" } }, "10%", "60s"],
  ["production", { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "1", memory: "2Gi" } }, "10%", "60s"],
])("OBI in %s", (environment, resources, maxUnavailable, interval) => {
  const { obi } = settings(environment);
  expect([obi.resources, obi.maxUnavailable, obi.metrics.interval]).toEqual([resources, maxUnavailable, interval]);
});

test.each(["dev", "staging", "production"])("%s watches every namespace and keeps every trace", (environment) => {
  const { obi, sampling } = settings(environment);
  expect(obi.watch).toEqual({ mode: "opt-out", namespaces: ["*"], podLabels: {}, podAnnotations: {} });
  expect(obi.ignore).toEqual({ namespaces: [], podLabels: {}, podAnnotations: {} });
  expect(obi.contextPropagation).toBe("off");
  expect(sampling).toEqual({ mode: "all", at: "gateway", keepErrors: true, wait: "10s" });
});

test("names end in the name of the stack, not of the environment", () => {
  const { stack, environment, cluster, namespaces, tenancy } = settings("staging", "eu-west");
  expect({ stack, environment, cluster, namespaces, tenancy }).toEqual({
    stack: "eu-west",
    environment: "staging",
    cluster: { name: "eu-west", domain: "cluster.local" },
    namespaces: { backends: "observability-eu-west", agents: "obi-eu-west" },
    tenancy: { enabled: true, default: "eu-west", tenants: {} },
  });
});

test("a stack file wins over its environment, setting by setting", () => {
  const { mimir } = parseSettings({ mimir: { limits: { activeSeries: 200_000 } } }, "dev", checks);
  expect(mimir.limits).toEqual({ activeSeries: 200_000, samplesPerSecond: 10_000 });
});

test("text that the command line has stored becomes the number, flag or text that it stands for", () => {
  const { sampling, obi, alloy, loki } = parseSettings(
    {
      sampling: { mode: "ratio", ratio: "0.25" },
      obi: { traces: "false", probeMetrics: "true", nodeSelector: { pool: 2 } },
      alloy: { replicas: "3", resources: { limits: { cpu: 2 } } },
      loki: { limits: { streams: "5000" } },
    },
    "dev",
    checks,
  );
  expect([sampling.ratio, obi.traces, obi.probeMetrics, obi.nodeSelector, alloy.replicas]).toEqual([
    0.25,
    false,
    true,
    { pool: "2" },
    3,
  ]);
  expect([alloy.resources.limits.cpu, loki.limits.streams]).toEqual(["2", 5000]);
});

test("OBI's own texts may be flags and numbers, as the command line stores them", () => {
  const extraConfig = { attributes: { kubernetes: { enable: true } }, network: { guess_ports: 8080 } };
  expect(parseSettings({ obi: { extraConfig } }, "dev", checks).obi.extraConfig).toEqual(extraConfig);
});
