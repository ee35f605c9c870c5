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
    const spec = podOf(object)?.spec;
    const name = spec?.at("serviceAccountName");
    // The old name of the field, which counts where the new one is empty.
    const account = name?.isAbsent || name?.is("") ? spec?.at("serviceAccount") : name;
    if (!account?.isKnown || !(account.isAbsent || account.is("default") || account.is(""))) return;
    yield { found: "its pods run as the default service account", fix: `${name?.path}: ${object.name}` };
  },
});
