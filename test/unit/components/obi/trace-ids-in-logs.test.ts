import { obiConfig } from "../../../../components/obi/config";
import { wiring } from "../../../../components/wiring";
import { SettingsError, type Tree } from "../../../../settings";
import { settingsOf } from "../../../support/offline";

function config(name: string, obi: Tree = {}): Tree {
  const settings = settingsOf(name, { obi });
  return obiConfig(settings, wiring(settings));
}

test.each(["dev", "staging", "production", "distributed"])("%s: off unless it is asked for", (name) => {
  const { ebpf, ...rest } = config(name);
  expect(ebpf).toEqual({ context_propagation: "disabled" });
  const { ebpf: on, ...others } = config(name, { traceIdsInLogs: true });
  expect(on).toEqual({
    context_propagation: "disabled",
    log_enricher: { services: [{ service: [{ k8s_namespace: "*", containers_only: true }] }] },
  });
  expect(others).toEqual(rest);
});

test("the lines of those pods are rewritten that are observed, and of no others", () => {
  const watch = { mode: "opt-in", namespaces: ["shop", "pay-*"], podLabels: { tier: "web" } };
  const { ebpf, discovery } = config("dev", { traceIdsInLogs: true, watch }) as Record<string, Tree>;
  const observed = [
    {
      k8s_namespace: "{pay-*,shop}",
      k8s_pod_labels: { tier: "web" },
      k8s_pod_annotations: { "mop.observability/observe": "true" },
      containers_only: true,
    },
  ];
  expect(ebpf.log_enricher).toEqual({ services: [{ service: observed }] });
  expect(discovery.instrument).toEqual(observed);
});

test("without traces there is no id to write: a fault with the command that mends it", () => {
  const refused = () => settingsOf("dev", { obi: { traces: false, traceIdsInLogs: true } });
  expect(refused).toThrow(SettingsError);
  expect(refused).toThrow(
    [
      "Pulumi.dev.yaml has 1 fault; nothing was changed.",
      "",
      "  mop:obi.traceIdsInLogs",
      "    found:     true",
      "    expected:  false while mop:obi.traces is off: there is no trace that a line could name",
      "    mend:      pulumi config set --path 'mop:obi.traceIdsInLogs' false --stack dev",
    ].join("\n"),
  );
});
