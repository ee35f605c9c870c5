import { practice, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const serviceExposure = rule({
  name: "service-exposure",
  description: "Services are reached from outside the cluster only where that is allowed.",
  severity: "high",
  framework: practice("Kubernetes: Service types; CVE-2020-8554 for externalIPs"),
  why: "a port that was meant for the cluster is open to whoever reaches its nodes, or the Internet",
  settings: { allow: allow("Services that may be reached from outside, and why") },
  *check(object, { settings: { allow } }) {
    if (object.group !== "" || object.kind !== "Service" || allow.some((one) => matches(one, object))) return;
    const type = object.root.at("spec", "type");
    if (type.is("LoadBalancer") || type.is("NodePort")) {
      yield { found: `its type is ${type.text}`, fix: `${type.path}: ClusterIP` };
    }
    const external = object.root.at("spec", "externalIPs");
    if (external.items.length > 0)
      yield { found: "it takes in external addresses", fix: `${external.path}: take them out` };
  },
});
