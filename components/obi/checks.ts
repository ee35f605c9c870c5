import { type Fault, images, schemaFaults, type Settings, shown, type Tree } from "../../settings";
import { ownedFaults, type OwnedKey, setBy } from "../extra-config";
import { wiring } from "../wiring";
import { obiConfig } from "./config";
import { features } from "./features";
import { obiSchema } from "./schema";

/** What OBI itself would refuse, or worse, take in silence. */
export const obiChecks = (settings: Settings): readonly Fault[] => [
  ...versionFaults(settings),
  ...idleFaults(settings),
  ...propagationFaults(settings),
  ...logFaults(settings),
  ...extraConfigFaults(settings),
];

/** Oldest minor release that may run: v0.13.0 has the memory-safety fixes (OBI pull request 3317). */
const oldestMinor = 13;

function versionFaults({ obi }: Settings): Fault[] {
  const reason = versionProblem(obi.version);
  if (!reason) return [];
  return [
    {
      path: ["obi", "version"],
      found: shown(obi.version),
      expected: `a release from v0.${oldestMinor}.0 on: ${reason}`,
      mend: [{ set: ["obi", "version"], value: images.obi.version }],
    },
  ];
}

function versionProblem(version: string): string | undefined {
  if (version === "main") return "main is whatever was merged last, a different program every day";
  if (version === "latest") return "latest moves, so a restarted pod may run another program than its neighbour";
  const release = /^v([0-9]+)\.([0-9]+)\.[0-9]+(-[A-Za-z0-9.]+)?$/.exec(version);
  if (!release) return "this is not the tag of a release, and tags of OBI begin with v";
  const [, major, minor] = release.map(Number);
  if (major > 0 || minor >= oldestMinor) return undefined;
  if (version === "v0.12.0") return "v0.12.0 is a tag without an image";
  return minor < 12
    ? "before v0.12.1 it can panic the kernel of a node (OBI issue 3056), before v0.13.0 it has memory-safety faults"
    : "before v0.13.0 it has memory-safety faults (OBI pull request 3317)";
}

/** OBI exits when there is nothing to do. */
function idleFaults({ obi }: Settings): Fault[] {
  const { application, network, tcp } = features(obi);
  if (application || network || tcp) return [];
  return [
    {
      path: ["obi", "traces"],
      found: "false, and every metric of mop:obi.metrics is off as well",
      expected: "traces or at least one metric, since OBI does not start without anything to do",
      mend: [{ set: ["obi", "traces"], value: true }],
    },
  ];
}

function propagationFaults({ obi }: Settings): Fault[] {
  const { application, contextPropagation } = features(obi);
  if (application || !contextPropagation) return [];
  return [
    {
      path: ["obi", "contextPropagation"],
      found: shown(obi.contextPropagation),
      expected: '"off" while no application is observed: there is no trace whose context could be passed on',
      mend: [{ set: ["obi", "contextPropagation"], value: "off" }],
    },
  ];
}

function logFaults({ obi }: Settings): Fault[] {
  if (obi.traces || !obi.traceIdsInLogs) return [];
  return [
    {
      path: ["obi", "traceIdsInLogs"],
      found: "true",
      expected: "false while mop:obi.traces is off: there is no trace that a line could name",
      mend: [{ set: ["obi", "traceIdsInLogs"], value: false }],
    },
  ];
}

/** What the stack gives OBI by its settings, or by how its parts find each other. */
const owned: readonly OwnedKey[] = [
  { key: ["log_level"], why: setBy("obi.log.level") },
  { key: ["log_format"], why: setBy("obi.log.format") },
  { key: ["discovery", "instrument"], why: setBy("obi.watch") },
  { key: ["discovery", "exclude_instrument"], why: setBy("obi.ignore") },
  { key: ["ebpf", "context_propagation"], why: setBy("obi.contextPropagation") },
  { key: ["ebpf", "log_enricher", "services"], why: setBy("obi.traceIdsInLogs") },
  { key: ["metrics", "features"], why: setBy("obi.metrics") },
  { key: ["attributes", "kubernetes", "cluster_name"], why: setBy("cluster.name") },
  ...["otel_traces_export", "otel_metrics_export"].flatMap((exporter) => [
    { key: [exporter, "endpoint"], why: "it is where Alloy listens" },
    { key: [exporter, "protocol"], why: "it is what Alloy's port speaks" },
    { key: [exporter, "instrumentations"], why: setBy("obi.protocols") },
  ]),
  { key: ["otel_traces_export", "sampler"], why: setBy("sampling") },
  { key: ["otel_metrics_export", "interval"], why: setBy("obi.metrics.interval") },
  { key: ["health_check"], why: "the pod's probes rely on it" },
  { key: ["internal_metrics", "exporter"], why: "mop:tls says how Alloy gets them" },
  { key: ["internal_metrics", "prometheus"], why: "mop:tls says how Alloy gets them" },
];

function extraConfigFaults(settings: Settings): Fault[] {
  const base = ["obi", "extraConfig"];
  const generated = obiConfig({ ...settings, obi: { ...settings.obi, extraConfig: {} } }, wiring(settings));
  const extra: Tree = settings.obi.extraConfig;
  const notForExtra = ownedFaults(base, owned, extra);
  // Whether the value at such a key would be right is beside the point.
  const rest = schemaFaults(obiSchema, extra, generated, base).filter(
    ({ path }) => !notForExtra.some((fault) => fault.path.every((step, n) => path[n] === step)),
  );
  return [...notForExtra, ...rest];
}
