import { containersOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const hostPorts = rule({
  name: "host-ports",
  description: "Containers open ports of the node only where that is allowed.",
  severity: "medium",
  framework: podSecurity("baseline", "Host Ports"),
  why: "the node's address reaches it past every Service and most NetworkPolicies",
  settings: { allow: allow("objects whose containers may open ports of the node, and why") },
  *check(object, { settings: { allow } }) {
    if (allow.some((one) => matches(one, object))) return;
    for (const { container } of containersOf(object)) {
      for (const port of container.field.at("ports").items) {
        const hostPort = port.at("hostPort");
        if (hostPort.isAbsent || !hostPort.isKnown || hostPort.is(0)) continue;
        const found = `it opens port ${hostPort.number ?? ""} of the node`.replace("  ", " ");
        yield { in: container.title, found, fix: `${hostPort.path}: take it out` };
      }
    }
  },
});
