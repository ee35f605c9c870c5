import { podOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";

export const defaultServiceAccount = rule({
  name: "default-service-account",
  description: "No pod runs as the default service account of its namespace.",
  severity: "medium",
  framework: cis("5.1.5"),
  why: "what one pod is granted by it, all others that name none are granted as well",
  settings: {},
  *check(object) {
    const account = podOf(object)?.spec.at("serviceAccountName");
    if (!account?.isKnown || !(account.isAbsent || account.is("default") || account.is(""))) return;
    yield { found: "its pods run as the default service account", fix: `${account.path}: ${object.name}` };
  },
});
