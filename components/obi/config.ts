import { inSeconds, merge, type ObiSettings, type Settings, type Tree } from "../../settings";
import { connection, endpoint, type Wiring, workload, type Workload } from "../wiring";
import { type Features, features, needsHostNetwork } from "./features";

/** The annotation that takes a pod out (opt-out) or in (opt-in). */
export const observeAnnotation = "mop.observability/observe";

/** OBI's configuration, format v1: the format that has health checks and service graphs. Keys: schema.ts. */
export function obiConfig(settings: Settings, wiring: Wiring): Tree {
  const { obi, cluster, sampling } = settings;
  const on = features(obi);
  const { ports } = workload(wiring, "obi");
  const gateway = { endpoint: endpoint(connection(wiring, "obi", "alloy", "otlp-grpc")), protocol: "grpc" };
  const keep = sampling.mode === "ratio" && sampling.at === "node" ? sampling.ratio : undefined;

  return merge(
    {
      log_level: obi.log.level,
      log_format: obi.log.format,
      // A missing capability stops the agent where it can be seen, instead of leaving telemetry out in silence.
      enforce_sys_caps: true,
      ebpf: {
        context_propagation: obi.contextPropagation === "off" ? "disabled" : obi.contextPropagation,
        ...(obi.traceIdsInLogs ? { log_enricher: { services: [{ service: watched(settings) }] } } : {}),
      },
      routes: {
        unmatched: "heuristic",
        ignored_patterns: ["/health", "/healthz", "/livez", "/metrics", "/ready", "/readyz"],
        ignore_mode: "traces",
      },
      attributes: { kubernetes: { enable: "true", cluster_name: cluster.name } },
    },
    // Selectors alone make OBI attach to processes, so they are left out where only the network is watched.
    on.application ? { discovery: discovery(settings) } : {},
    // socket_filter lives beside every CNI; the other source needs care with Cilium.
    on.network ? { network: { source: "socket_filter" } } : {},
    obi.traces
      ? {
          otel_traces_export: {
            ...gateway,
            sampler:
              keep === undefined
                ? { name: "parentbased_always_on" }
                : { name: "parentbased_traceidratio", arg: String(keep) },
            instrumentations: obi.protocols,
          },
        }
      : {},
    on.metrics.length > 0
      ? {
          metrics: { features: on.metrics },
          otel_metrics_export: {
            ...gateway,
            interval: inSeconds(obi.metrics.interval),
            instrumentations: obi.protocols,
          },
        }
      : {},
    {
      internal_metrics: ownMetrics(on, ports),
      // With the host's network a wider address would be open to the node's neighbours.
      health_check: { port: ports.health.number, listen_address: needsHostNetwork(on) ? "127.0.0.1" : "0.0.0.0" },
    },
    obi.extraConfig,
  );
}

/**
 * What OBI says of itself: on a page to be scraped, or, where there is none because it could not serve it over TLS, the
 * way that its other metrics go, if it has any.
 */
function ownMetrics({ metrics }: Features, ports: Workload["ports"]): Tree {
  if ("metrics" in ports) {
    return { exporter: "prometheus", prometheus: { port: ports.metrics.number, path: "/internal/metrics" } };
  }
  return { exporter: metrics.length > 0 ? "otel" : "disabled" };
}

/** Selectors of the pods that are observed, before any is left out. */
function watched({ obi }: Settings): Tree[] {
  const optIn = obi.watch.mode === "opt-in";
  const podAnnotations = { ...obi.watch.podAnnotations, ...(optIn ? { [observeAnnotation]: "true" } : {}) };
  return [{ ...selector({ ...obi.watch, podAnnotations }), containers_only: true }];
}

function discovery(settings: Settings): Tree {
  const { obi, namespaces } = settings;
  return {
    instrument: watched(settings),
    exclude_instrument: [
      // What watches must not watch itself: each span it sent would make another one.
      { k8s_namespace: glob([namespaces.agents, namespaces.backends]) },
      ...(obi.watch.mode === "opt-in" ? [] : [{ k8s_pod_annotations: { [observeAnnotation]: "false" } }]),
      ...Object.entries(selector(obi.ignore)).map(([key, value]) => ({ [key]: value })),
    ],
  };
}

/** The criteria of a selection; OBI wants all criteria of one list entry to hold. */
function selector({ namespaces, podLabels, podAnnotations }: ObiSettings["watch"] | ObiSettings["ignore"]): Tree {
  return {
    ...(namespaces.length > 0 ? { k8s_namespace: glob(namespaces) } : {}),
    ...(Object.keys(podLabels).length > 0 ? { k8s_pod_labels: podLabels } : {}),
    ...(Object.keys(podAnnotations).length > 0 ? { k8s_pod_annotations: podAnnotations } : {}),
  };
}

/** One of several, in OBI's glob syntax. */
const glob = (patterns: readonly string[]): string =>
  patterns.length === 1 ? patterns[0] : `{${[...patterns].sort().join(",")}}`;
