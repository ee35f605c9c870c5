import type { Field } from "../judge/field";
import type { KubernetesObject } from "../judge/object";
import { podOf } from "../judge/pods";
import { cis, type Context, type Finding, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

const settings = { allow: allow("objects whose pods use the Kubernetes API, and what for") };

type ItsContext = Context<typeof settings>;

export const serviceAccountToken = rule({
  name: "service-account-token",
  description: "Pods get a token for the Kubernetes API only where they need it.",
  severity: "medium",
  framework: cis("5.1.6"),
  why: "whoever breaks into the pod can talk to the API server in its name",
  settings,
  *check(object, context) {
    yield* judged(object, context, false);
  },
  *checkStack(objects, context) {
    for (const object of objects) {
      for (const finding of judged(object, context, true)) yield { object, ...finding };
    }
  },
});

/** @param isWhole whether a service account that has not been seen is none of the stack's */
function* judged(object: KubernetesObject, context: ItsContext, isWhole: boolean): Iterable<Finding> {
  const spec = podOf(object)?.spec;
  if (!spec || context.settings.allow.some((one) => matches(one, object))) return;
  const setting = spec.at("automountServiceAccountToken");
  if (!setting.isKnown || setting.is(false)) return;
  if (setting.isAbsent && !accountGives(spec, object, context, isWhole)) return;
  yield { found: "its pods get a token for the Kubernetes API", fix: `${setting.path}: false` };
}

/** Whether a pod that says nothing of a token gets one from its service account. */
function accountGives(spec: Field, { namespace }: KubernetesObject, { find }: ItsContext, isWhole: boolean): boolean {
  const name = spec.at("serviceAccountName");
  if (!name.isKnown) return false;
  const account = find("ServiceAccount", namespace, name.text || spec.at("serviceAccount").text || "default");
  const setting = account?.root.at("automountServiceAccountToken");
  return setting ? setting.isKnown && !setting.is(false) : isWhole;
}
