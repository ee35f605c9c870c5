import type { Field } from "../judge/field";
import { cis, rule } from "../judge/rule";
import { choice } from "../judge/settings";

const directions = ["Ingress", "Egress"] as const;

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
        .flatMap(({ root }) => directions.filter((one) => restricts(root.at("spec"), one)));
      const missing = directions.filter((one) => settings.directions.includes(one) && !restricted.includes(one));
      if (missing.length === 0) continue;
      yield {
        object,
        found: `no NetworkPolicy restricts the ${missing.join(" and ").toLowerCase()} of all of its pods`,
        fix: `a NetworkPolicy in ${object.name} with spec: { podSelector: {}, policyTypes: [${missing.join(", ")}] }`,
      };
    }
  },
});

/** What is not known yet may be empty. */
const maybeEmpty = (field: Field): boolean => !field.isKnown || field.isEmpty;

const selectsAll = (selector: Field): boolean =>
  ["matchLabels", "matchExpressions"].every((key) => maybeEmpty(selector.at(key)));

function restricts(spec: Field, direction: (typeof directions)[number]): boolean {
  const [list, peers] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  const rules = spec.at(list);
  const types = spec.at("policyTypes");
  // Left out, they are Ingress, and Egress where there are rules of it.
  const isMeant = types.isEmpty
    ? direction === "Ingress" || !rules.isEmpty
    : !types.isKnown || types.items.some((one) => !one.isKnown || one.is(direction));
  // A rule that names neither peers nor ports lets in, or out, everything.
  return isMeant && !rules.items.some((one) => one.isKnown && one.at(peers).isEmpty && one.at("ports").isEmpty);
}
