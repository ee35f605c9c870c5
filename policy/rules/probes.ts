import { containersOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";
import { allow, matches } from "../judge/settings";

export const probes = rule({
  name: "probes",
  description: "Containers that run for long say when they are ready and whether they are alive.",
  severity: "low",
  framework: practice("Kubernetes: configure liveness, readiness and startup probes"),
  why: "calls go to pods that cannot answer yet, and one that hangs is never restarted",
  settings: { allow: allow("objects whose containers need no probes, and why") },
  *check(object, { settings: { allow } }) {
    const { group, kind } = object;
    if ((group === "batch" && (kind === "Job" || kind === "CronJob")) || allow.some((one) => matches(one, object)))
      return;
    for (const { pod, container } of containersOf(object)) {
      const restart = pod.spec.at("restartPolicy");
      // A pod that is not always restarted has an end, as that of a Job has.
      if (!container.isLasting || restart.is("Never") || restart.is("OnFailure")) continue;
      for (const [name, what] of [
        ["readinessProbe", "readiness"],
        ["livenessProbe", "liveness"],
      ]) {
        const probe = container.field.at(name);
        if (!probe.isAbsent) continue;
        yield {
          in: container.title,
          found: `no ${what} probe`,
          fix: `${probe.path}: { tcpSocket: { port: <its port> } }`,
        };
      }
    }
  },
});
