import { capabilityName } from "../configuration/capability";
import { isObi } from "../configuration/obi";
import { containersOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";
import { matches, subjects } from "../judge/settings";

export const addedCapabilities = rule({
  name: "added-capabilities",
  description: "Only eBPF agents, which have a rule of their own, are given capabilities.",
  severity: "high",
  framework: podSecurity("restricted", "Capabilities"),
  why: "each is a part of root's power over the node, for whoever breaks into the container",
  settings: {
    allow: subjects<{ readonly capability: string; readonly why: string }>(
      "capabilities that objects may have, and why",
      { capability: { type: "string" }, why: { type: "string" } },
      ["capability", "why"],
    ),
  },
  *check(object, { settings: { allow } }) {
    for (const { container } of containersOf(object)) {
      for (const item of container.field.at("securityContext", "capabilities", "add").items) {
        const capability = capabilityName(item.text?.toUpperCase());
        if (capability === undefined) continue;
        if (allow.some((one) => matches(one, object) && capabilityName(one.capability) === capability)) continue;
        // An image that is not known may be an agent's.
        if (isObi(container) || !container.field.at("image").isKnown) continue;
        yield { in: container.title, found: `it is given ${capability}`, fix: `${item.path}: take it out` };
      }
    }
  },
});
