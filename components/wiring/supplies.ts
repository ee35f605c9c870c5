import type { Settings } from "../../settings";
import type { BackendName, Supply, Workload } from "./types";

/** What each workload needs that the stack does not bring. */
export const supplies = (settings: Settings, workloads: readonly Workload[]): readonly Supply[] =>
  workloads.flatMap((from) => [
    { from, to: "dns", why: "its neighbours' addresses" },
    ...(from.name === "alloy" || from.name === "obi"
      ? [{ from, to: "api-server", why: "what Kubernetes knows of a pod" } as const]
      : []),
    ...ofBackend(settings, from),
  ]);

function ofBackend(settings: Settings, from: Workload): Supply[] {
  const { component } = from;
  if (component === "obi" || component === "alloy") return [];
  return [
    ...(settings[component].bucket === undefined ? [] : [{ from, to: "object-storage", why: "its bucket" } as const]),
    ...(overBroker(settings, component) ? [{ from, to: "kafka", why: "its topic" } as const] : []),
  ];
}

/** Whether what a backend takes in goes over the broker. */
export const overBroker = ({ tempo, mimir }: Settings, backend: BackendName): boolean =>
  (backend === "tempo" && tempo.topology === "distributed") ||
  (backend === "mimir" && mimir.topology === "distributed" && mimir.ingest === "kafka");
