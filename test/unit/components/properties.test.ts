import fc from "fast-check";
import { parse } from "yaml";
import { pipeline } from "../../../components/alloy/pipeline";
import { alloyText } from "../../../components/alloy/syntax";
import { toYaml } from "../../../components/kubernetes";
import { lokiConfig } from "../../../components/loki/config";
import { mimirConfig } from "../../../components/mimir/config";
import { obiConfig } from "../../../components/obi/config";
import { obiSchema } from "../../../components/obi/schema";
import { tempoConfig } from "../../../components/tempo/config";
import { wiring } from "../../../components/wiring";
import type { Settings, Tree } from "../../../settings";
import { manifests, manifestText } from "../../../review/manifests";
import { run, settingsOf, stacks } from "../../support/offline";
import { danglingReferences } from "./alloy/blocks";
import { badIndents, outsideStrings } from "./alloy/text";
import { stackFiles } from "./arbitrary-settings";

const accepted = fc
  .tuple(fc.constantFrom(...stacks), stackFiles)
  .map(([environment, input]): Settings => settingsOf(environment, input));

const once = (check: (settings: Settings) => void) => fc.assert(fc.property(accepted, check), { numRuns: 60 });

test("the configurations are YAML that reads back as the same", () => {
  once((settings) => {
    const wires = wiring(settings);
    const { tempo, mimir, loki } = wires.workloads;
    const configs = [
      obiConfig(settings, wires),
      tempoConfig(settings.tempo, tempo),
      mimirConfig(settings.mimir, mimir),
      lokiConfig(settings.loki, loki),
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
    const blocks = pipeline(settings, wiring(settings));
    const text = alloyText(blocks);
    const code = outsideStrings(text);
    expect([...code].filter((c) => c === "{").length).toBe([...code].filter((c) => c === "}").length);
    expect(badIndents(text)).toEqual([]);
    expect(danglingReferences(blocks)).toEqual([]);
  });
});

test("the whole program runs, with names that are unique and manifests that read back as the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...stacks), stackFiles, async (stack, input) => {
      const { resources } = await run(stack, stack === "production" ? withoutSampling(input) : input);
      const files = manifests(resources);
      expect(new Set(resources.map(({ urn }) => urn)).size).toBe(resources.length);
      expect(files.size).toBe(29);
      for (const object of files.values()) expect(parse(manifestText(object))).toEqual(object);
    }),
    { numRuns: 6 },
  );
});

/** production's stack file samples by itself. */
const withoutSampling = (input: Tree): Tree =>
  Object.fromEntries(Object.entries(input).filter(([section]) => section !== "sampling"));
