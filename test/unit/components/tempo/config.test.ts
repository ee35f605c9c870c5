import { config, dev } from "./dev";

test("dev, with every default", () => {
  expect(config("dev")).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["2w", "336h"],
  ["36h", "36h"],
  ["90m", "2h"],
])("a retention of %s stands in both places as %s", (retention, hours) => {
  expect(config("dev", { tempo: { retention } })).toEqual({
    ...dev,
    backend_scheduler: { provider: { compaction: { compaction: { block_retention: hours } } } },
    backend_worker: { finish_on_shutdown_timeout: "1s", compaction: { block_retention: hours } },
  });
});

test("limits are bytes of a thousand thousand, the burst is twice the rate", () => {
  expect(config("dev", { tempo: { limits: { megabytesPerSecond: 40, megabytesPerTrace: 7 } } })).toEqual({
    ...dev,
    overrides: {
      defaults: {
        ingestion: { rate_strategy: "local", rate_limit_bytes: 40_000_000, burst_size_bytes: 80_000_000 },
        global: { max_bytes_per_trace: 7_000_000 },
      },
    },
  });
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = {
    server: { log_level: "warn" },
    shutdown_delay: "30s",
    live_store: { complete_block_timeout: "1h" },
  };
  expect(config("dev", { tempo: { extraConfig } })).toEqual({
    ...dev,
    shutdown_delay: "30s",
    server: { ...dev.server, log_level: "warn" },
    live_store: { complete_block_timeout: "1h" },
  });
});
