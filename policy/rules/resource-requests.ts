import { containersOf } from "../judge/pods";
import { nsa, rule } from "../judge/rule";

const examples = { cpu: "100m", memory: "128Mi" } as const;

export const resourceRequests = rule({
  name: "resource-requests",
  description: "Every container says how much CPU and memory it needs.",
  severity: "medium",
  framework: nsa("Kubernetes Pod security: resource policies"),
  why: "the scheduler packs a node by what is asked for, and throws out first what asked for nothing",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      if (container.role === "ephemeral container") continue;
      for (const [resource, example] of Object.entries(examples)) {
        const request = container.field.at("resources", "requests", resource);
        // A limit alone is taken for the request as well.
        const limit = container.field.at("resources", "limits", resource);
        if (!request.isAbsent || !limit.isAbsent) continue;
        yield { in: container.title, found: `no ${resource} request`, fix: `${request.path}: ${example}` };
      }
    }
  },
});
