import { cis, rule } from "../judge/rule";
import { choice } from "../judge/settings";

export const networkPolicy = rule({
  name: "network-policy",
  description: "Every namespace has a NetworkPolicy for all of its pods.",
  severity: "high",
  framework: cis("5.3.2"),
  why: "without one, every pod of the cluster can talk to every port in it",
  settings: {
    directions: choice("what the policy must restrict", ["Ingress", "Ingress and Egress"], "Ingress"),
  },
  *checkStack(objects, { settings }) {
    const policies = objects.filter(({ group, kind }) => group === "networking.k8s.io" && kind === "NetworkPolicy");
    for (const object of objects) {
      if (object.group !== "" || object.kind !== "Namespace") continue;
      const restricted = policies
        // A policy whose namespace is not known yet may be the one.
        .filter(({ namespace, root }) => namespace === object.name || !root.at("metadata", "namespace").isKnown)
        .filter(({ root }) => selectsAll(root.at("spec", "podSelector")))
        .flatMap(({ root }) => {
          const types = root.at("spec", "policyTypes");
          // Left out, it is Ingress, and Egress where there are rules of it.
          if (!types.isAbsent) return types.texts;
          return root.at("spec", "egress").isAbsent ? ["Ingress"] : ["Ingress", "Egress"];
        });
      const missing = settings.directions.split(" and ").filter((direction) => !restricted.includes(direction));
      if (missing.length === 0) continue;
      yield {
        object,
        found: `no NetworkPolicy restricts the ${missing.join(" and ").toLowerCase()} of all of its pods`,
        fix: `a NetworkPolicy in ${object.name} with spec: { podSelector: {}, policyTypes: [${missing.join(", ")}] }`,
      };
    }
  },
});

const selectsAll = (selector: { readonly isKnown: boolean; readonly isEmpty: boolean }): boolean =>
  selector.isKnown && selector.isEmpty;
