import { settingsOf } from "../settings";
import { config, dev } from "./dev";

test("dev, with every default", () => {
  expect(config("dev")).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["31d", "744h"],
  ["25h", "25h"],
  ["1441m", "25h"],
])("a retention of %s is written as %s", (retention, hours) => {
  expect(config("dev", { loki: { retention } })).toEqual({
    ...dev,
    limits_config: { ...dev.limits_config, retention_period: hours },
  });
});

test("limits come from the settings, the burst is twice the rate", () => {
  expect(config("dev", { loki: { limits: { megabytesPerSecond: 25, streams: 40_000 } } })).toEqual({
    ...dev,
    limits_config: {
      ...dev.limits_config,
      ingestion_rate_mb: 25,
      ingestion_burst_size_mb: 50,
      max_global_streams_per_user: 40_000,
    },
  });
});

test.each([
  ["dev", "512Mi", "256MB"],
  ["staging", "2Gi", "1024MB"],
  ["production", "4Gi", "2048MB"],
  ["distributed", "4Gi", "2048MB"],
])("%s: the replay of the log stops at half of the memory limit, %s: %s", (name, limit, ceiling) => {
  const { ingester } = config(name) as unknown as typeof dev;
  const { loki } = settingsOf(name);
  const { memory } = loki.topology === "distributed" ? loki.roles.ingester : loki.resources.limits;
  expect([memory, ingester.wal.replay_memory_ceiling]).toEqual([limit, ceiling]);
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = {
    limits_config: { reject_old_samples: false },
    ingester: { chunk_idle_period: "1h" },
    tracing: {},
  };
  expect(config("dev", { loki: { extraConfig } })).toEqual({
    ...dev,
    limits_config: { ...dev.limits_config, reject_old_samples: false },
    ingester: { ...dev.ingester, chunk_idle_period: "1h" },
    tracing: {},
  });
});
