import { containersOf } from "../judge/pods";
import { quantity } from "../judge/quantity";
import { practice, rule } from "../judge/rule";
import { number } from "../judge/settings";

export const memoryRatio = rule({
  name: "memory-ratio",
  description: "A memory limit is not many times what the container asks for.",
  severity: "medium",
  framework: practice("Kubernetes: node-pressure eviction goes by usage above the request"),
  why: "a node that was filled by requests cannot give what the limits promise, and throws pods out",
  settings: { maximum: number("how many times the request the limit may be", 4, 1) },
  *check(object, { settings: { maximum } }) {
    for (const { container } of containersOf(object)) {
      const request = container.field.at("resources", "requests", "memory");
      const limit = container.field.at("resources", "limits", "memory");
      const [asked, most] = [quantity(request.scalar), quantity(limit.scalar)];
      if (asked === undefined || most === undefined || most <= asked * maximum) continue;
      const least = `${Math.ceil(most / maximum / 2 ** 20)}Mi`;
      yield {
        in: container.title,
        found: `its memory limit ${limit.scalar} is more than ${maximum} times its request ${request.scalar}`,
        fix: `${request.path}: ${least}`,
      };
    }
  },
});
