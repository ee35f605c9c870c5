import { containersOf } from "../judge/pods";
import { goBytes, quantity } from "../judge/quantity";
import { practice, rule } from "../judge/rule";
import { number } from "../judge/settings";

export const goMemoryLimit = rule({
  name: "go-memory-limit",
  description: "GOMEMLIMIT is below the container's memory limit.",
  severity: "medium",
  framework: practice("Go: a guide to the garbage collector, suggested uses of the memory limit"),
  why: "Go collects garbage only when it comes near GOMEMLIMIT: by then the kernel has killed it",
  settings: { share: number("the largest part of the memory limit that GOMEMLIMIT may be", 0.95) },
  *check(object, { settings: { share } }) {
    for (const { container } of containersOf(object)) {
      const limit = container.field.at("resources", "limits", "memory");
      const most = quantity(limit.scalar);
      // Of two, the last one holds.
      const variable = container.field.at("env").items.findLast((one) => one.at("name").is("GOMEMLIMIT"));
      if (most === undefined || !variable) continue;
      const value = variable.at("value");
      const fix = `${value.path}: ${Math.floor((most * Math.min(share, 0.9)) / 2 ** 20)}MiB`;
      if (variable.at("valueFrom", "resourceFieldRef", "resource").is("limits.memory")) {
        yield {
          in: container.title,
          found: "GOMEMLIMIT is the memory limit itself",
          fix: `${fix}, instead of valueFrom`,
        };
        continue;
      }
      const set = goBytes(value.scalar ?? "");
      if (set === undefined || set <= most * share) continue;
      yield {
        in: container.title,
        found: `GOMEMLIMIT ${value.scalar} leaves too little of the memory limit ${limit.scalar}`,
        fix,
      };
    }
  },
});
