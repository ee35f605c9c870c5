import { config, dev } from "./dev";

test("dev, with every default", () => {
  expect(config("dev")).toEqual(dev);
});

test.each([
  ["14d", "336h"],
  ["90d", "2160h"],
  ["13w", "2184h"],
  ["90m", "2h"],
])("a retention of %s is written as %s", (retention, hours) => {
  expect(config("dev", { mimir: { retention } })).toEqual({
    ...dev,
    limits: { ...dev.limits, compactor_blocks_retention_period: hours },
  });
});

test("limits come from the settings, the burst is ten times the rate", () => {
  expect(config("dev", { mimir: { limits: { activeSeries: 2_000_000, samplesPerSecond: 70_000 } } })).toEqual({
    ...dev,
    limits: {
      ...dev.limits,
      max_global_series_per_user: 2_000_000,
      ingestion_rate: 70_000,
      ingestion_burst_size: 700_000,
    },
  });
});

test.each([
  ["90m", "10800s"],
  ["250ms", "1s"],
  ["2d", "345600s"],
])("after an outage of %s samples may come %s late", (outage, lateness) => {
  const { limits } = config("dev", { alloy: { queue: { outage } } });
  expect(limits).toEqual({ ...dev.limits, out_of_order_time_window: lateness });
});

test("no two folders or prefixes overlap, since Mimir would refuse to start", () => {
  const { common, blocks_storage: blocks, compactor, ruler } = dev;
  const folders = [
    common.storage.filesystem.dir,
    blocks.tsdb.dir,
    blocks.bucket_store.sync_dir,
    compactor.data_dir,
    ruler.rule_path,
  ];
  const overlapping = folders.filter((one) =>
    folders.some((other) => one !== other && `${other}/`.startsWith(`${one}/`)),
  );
  expect([overlapping, new Set(folders).size]).toEqual([[], 5]);
});

test("extraConfig is merged over the rest", () => {
  const extraConfig = { limits: { max_label_names_per_series: 40 }, server: { log_level: "warn" }, frontend: { x: 1 } };
  expect(config("dev", { mimir: { extraConfig } })).toEqual({
    ...dev,
    limits: { ...dev.limits, max_label_names_per_series: 40 },
    server: { ...dev.server, log_level: "warn" },
    frontend: { address: "127.0.0.1", x: 1 },
  });
});
