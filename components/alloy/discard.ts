import type { Settings } from "../../settings";
import { anyOf, matches } from "./patterns";
import { type Inputs, type Stage, through } from "./stage";

/** Paths that probes and scrapers ask for. */
const probePaths = "^/(-/)?(health|healthz|healthy|live|livez|ready|readyz|metrics)/?([?].*)?$";

/** Leaves out spans that nobody looks for: of probes and scrapes, and of the stack itself. */
export function discard({ namespaces }: Settings, next: Inputs): Stage {
  const own = anyOf([namespaces.agents, namespaces.backends]);
  const ofSpan = (name: string) => `span.attributes["${name}"]`;
  const conditions = {
    resource: [matches(`resource.attributes["k8s.namespace.name"]`, own)],
    // By today's convention and by the one before it.
    span: [
      ...["url.path", "http.target", "http.route"].map((name) => matches(ofSpan(name), probePaths)),
      ...["user_agent.original", "http.user_agent"].map((name) => matches(ofSpan(name), "^kube-probe/")),
    ],
  };
  return through(
    {
      block: "otelcol.processor.filter",
      label: "noise",
      blocks: Object.entries(conditions).map(([context, list]) => ({
        block: "trace_conditions",
        attributes: { context, conditions: list },
      })),
    },
    next,
  );
}
