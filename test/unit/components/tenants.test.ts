import { lokiOverrides } from "../../../components/loki/config";
import { mimirOverrides } from "../../../components/mimir/config";
import { tempoOverrides } from "../../../components/tempo/config";
import type { Tree } from "../../../settings";
import { objects } from "../../support/offline";
import { settingsOf } from "./settings";
import { podOwners, shipped } from "./workloads";

const every = { tempo: tempoOverrides, mimir: mimirOverrides, loki: lokiOverrides };

/** The three files of what these tenants have of their own. */
function overrides(tenants: Tree): Record<string, Tree> {
  const settings = settingsOf("staging", { tenancy: { tenants } });
  return Object.fromEntries(Object.entries(every).map(([backend, of]) => [backend, of(settings)]));
}

const nothing = { overrides: {} };

/** Defaults of Tempo's own that a tenant's entry would put out of force. */
const everybody = {
  ingestion: { retry_info_enabled: true, max_traces_per_user: 10_000 },
  read: { max_bytes_per_tag_values_query: 1_000_000 },
};

test("everything that a tenant may have of its own, in each backend's words", () => {
  const pay = {
    namespaces: ["pay"],
    tempo: { retention: "30d", limits: { megabytesPerSecond: 5, megabytesPerTrace: 2 } },
    mimir: { retention: "26w", limits: { activeSeries: 300_000, samplesPerSecond: 20_000 } },
    loki: { retention: "90d", limits: { megabytesPerSecond: 4, streams: 1_000 } },
  };
  expect(overrides({ pay })).toEqual({
    tempo: {
      overrides: {
        pay: {
          compaction: { block_retention: "720h" },
          ingestion: {
            ...everybody.ingestion,
            rate_strategy: "local",
            rate_limit_bytes: 5_000_000,
            burst_size_bytes: 10_000_000,
          },
          read: everybody.read,
          global: { max_bytes_per_trace: 2_000_000 },
        },
      },
    },
    mimir: {
      overrides: {
        pay: {
          compactor_blocks_retention_period: "4368h",
          max_global_series_per_user: 300_000,
          ingestion_rate: 20_000,
          ingestion_burst_size: 200_000,
        },
      },
    },
    loki: {
      overrides: {
        pay: {
          retention_period: "2160h",
          ingestion_rate_mb: 4,
          ingestion_burst_size_mb: 8,
          max_global_streams_per_user: 1_000,
        },
      },
    },
  });
});

test("Mimir's and Loki's files say nothing of what a tenant shares with the others", () => {
  const { mimir, loki } = overrides({
    pay: { namespaces: [], mimir: { limits: { activeSeries: 5_000 } }, loki: { retention: "2d" } },
    shop: { namespaces: [], mimir: { retention: "60d" }, loki: { limits: { streams: 500 } } },
  });
  expect({ mimir, loki }).toEqual({
    mimir: {
      overrides: {
        pay: { max_global_series_per_user: 5_000 },
        shop: { compactor_blocks_retention_period: "1440h" },
      },
    },
    loki: { overrides: { pay: { retention_period: "48h" }, shop: { max_global_streams_per_user: 500 } } },
  });
});

test("Tempo's file holds all limits of a tenant that has any, since it takes an unsaid one for 0", () => {
  const { read } = everybody;
  const shared = {
    ...everybody.ingestion,
    rate_strategy: "local",
    rate_limit_bytes: 15_000_000,
    burst_size_bytes: 30_000_000,
  };
  const { tempo } = overrides({
    pay: { namespaces: [], tempo: { retention: "2d" } },
    shop: { namespaces: [], tempo: { limits: { megabytesPerTrace: 9 } } },
    web: { namespaces: [], tempo: { limits: { megabytesPerSecond: 1 } } },
  });
  expect(tempo).toEqual({
    overrides: {
      pay: {
        compaction: { block_retention: "48h" },
        ingestion: shared,
        read,
        global: { max_bytes_per_trace: 5_000_000 },
      },
      shop: { ingestion: shared, read, global: { max_bytes_per_trace: 9_000_000 } },
      web: {
        ingestion: { ...shared, rate_limit_bytes: 1_000_000, burst_size_bytes: 2_000_000 },
        read,
        global: { max_bytes_per_trace: 5_000_000 },
      },
    },
  });
});

test("a tenant with nothing of its own is in no file, and with no tenants the files are empty", () => {
  expect(overrides({ pay: { namespaces: ["pay"] } })).toEqual({ tempo: nothing, mimir: nothing, loki: nothing });
  expect(overrides({})).toEqual({ tempo: nothing, mimir: nothing, loki: nothing });
});

test.each(["staging", "production"])("%s ships one file for each backend, and nothing in it", async (stack) => {
  const all = await shipped(stack);
  const files = [...all].filter(([path]) => path.endsWith("-overrides.yaml"));
  expect(files.map(([path, { data }]) => [path, data])).toEqual(
    ["loki", "mimir", "tempo"].map((backend) => [
      `observability-${stack}/ConfigMap-${backend}-overrides.yaml`,
      { "tenants.yaml": "overrides: {}\n" },
    ]),
  );
});

test("where tenants are not kept apart there are no such files, and nothing mounts one", async () => {
  const text = JSON.stringify([...(await shipped("dev"))]);
  expect(text).not.toContain("overrides.yaml");
  expect(text).not.toContain("-overrides");
  const production = await objects("production", { tenancy: { enabled: false } });
  expect([...production.keys()].filter((path) => path.includes("overrides"))).toEqual([]);
});

test("every pod of a backend reads its file from a folder, so that it changes under a running process", async () => {
  const owners = [...(await podOwners("production")), ...(await podOwners("distributed"))];
  const found = owners.flatMap(({ metadata: { name }, spec }) => {
    const { containers, volumes } = spec.template.spec;
    const { volumeMounts } = containers[0];
    const mount = volumeMounts.find((one) => one.name === "overrides");
    return mount ? [[name.split("-")[0], mount, volumes.find((volume) => volume.name === "overrides")]] : [];
  });
  // Three programs of production, and the roles of a distributed Tempo, Mimir and Loki.
  expect(found.length).toBe(3 + 7 + 8 + 8);
  for (const [backend, mount, volume] of found) {
    expect(mount).toEqual({ name: "overrides", mountPath: `/etc/${backend as string}-overrides`, readOnly: true });
    expect(volume).toEqual({ name: "overrides", configMap: { name: `${backend as string}-overrides` } });
  }
});
