import fc from "fast-check";
import { parse } from "yaml";
import { pipeline } from "../../../components/alloy/pipeline";
import { receiverTier } from "../../../components/alloy/receiver-tier";
import { alloyText } from "../../../components/alloy/syntax";
import { isTwoTier } from "../../../components/alloy/tiers";
import { toYaml } from "../../../components/kubernetes";
import { lokiConfig, lokiOverrides } from "../../../components/loki/config";
import { mimirConfig, mimirOverrides } from "../../../components/mimir/config";
import { obiConfig } from "../../../components/obi/config";
import { obiSchema } from "../../../components/obi/schema";
import { tempoConfig, tempoOverrides } from "../../../components/tempo/config";
import { wiring } from "../../../components/wiring";
import type { Settings } from "../../../settings";
import { manifests, manifestText } from "../../../review/manifests";
import { run, settingsOf } from "../../support/offline";
import { danglingReferences } from "./alloy/blocks";
import { badIndents, outsideStrings } from "./alloy/text";
import { accepted } from "./arbitrary";
import { validate } from "./kubernetes-schemas";

const settings = accepted.map(({ stack, input }): Settings => settingsOf(stack, input));

const once = (check: (settings: Settings) => void) => fc.assert(fc.property(settings, check), { numRuns: 60 });

test("the configurations are YAML that reads back as the same", () => {
  once((settings) => {
    const wires = wiring(settings);
    const configs = [
      obiConfig(settings, wires),
      tempoConfig(settings, wires),
      mimirConfig(settings, wires),
      lokiConfig(settings, wires),
      tempoOverrides(settings),
      mimirOverrides(settings),
      lokiOverrides(settings),
    ];
    for (const config of configs) expect(parse(toYaml(config))).toEqual(config);
  });
});

test("OBI's configuration passes the strict schema", () => {
  once((settings) => {
    const config = obiConfig(settings, wiring(settings));
    expect(obiSchema.safeParse(config).error?.issues ?? []).toEqual([]);
  });
});

test("OBI always has something to do, and a criterion in each entry of its selectors", () => {
  once((settings) => {
    const {
      discovery,
      metrics,
      otel_traces_export: traces,
    } = obiConfig(settings, wiring(settings)) as unknown as Parts;
    expect([metrics, traces]).not.toEqual([undefined, undefined]);
    const entries = discovery ? [...discovery.instrument, ...discovery.exclude_instrument] : [];
    expect(entries.filter((entry) => !Object.keys(entry).some((key) => key.startsWith("k8s_")))).toEqual([]);
  });
});

interface Parts {
  readonly discovery?: { readonly instrument: readonly object[]; readonly exclude_instrument: readonly object[] };
  readonly metrics?: object;
  readonly otel_traces_export?: object;
}

test("Alloy's text has balanced braces, is indented by tabs, and refers to nothing that is not there", () => {
  once((settings) => {
    const wires = wiring(settings);
    const tiers = [pipeline(settings, wires), ...(isTwoTier(settings) ? [receiverTier(settings, wires)] : [])];
    for (const blocks of tiers) {
      const text = alloyText(blocks);
      const code = outsideStrings(text);
      expect([...code].filter((c) => c === "{").length).toBe([...code].filter((c) => c === "}").length);
      expect(badIndents(text)).toEqual([]);
      expect(danglingReferences(blocks)).toEqual([]);
    }
  });
});

test("every backend has one way in and one way to ask, and what is reached has the port", () => {
  once((settings) => {
    const { workloads, connections } = wiring(settings);
    for (const component of ["tempo", "mimir", "loki"]) {
      const via = connections.filter(({ to, via: way }) => to.component === component && way === "service");
      const from = (who: string) =>
        via.filter((row) => (typeof row.from === "string" ? row.from : row.from.name) === who);
      expect([from("alloy").length, from("readers").length]).toEqual([1, 1]);
    }
    expect(connections.filter(({ to, port }) => !workloads.includes(to) || !(port in to.ports))).toEqual([]);
  });
});

test("the whole program runs: names are unique, objects pass their schemas, manifests read back as the same", async () => {
  await fc.assert(
    fc.asyncProperty(accepted, async ({ stack, input }) => {
      const { resources } = await run(stack, input);
      const files = manifests(resources);
      expect(new Set(resources.map(({ urn }) => urn)).size).toBe(resources.length);
      // Two objects of one name would be one file.
      expect(files.size).toBe(resources.filter(({ type }) => type.startsWith("kubernetes:")).length);
      for (const object of files.values()) {
        validate(object);
        expect(parse(manifestText(object))).toEqual(object);
      }
    }),
    { numRuns: 12 },
  );
});
