import { containersOf, podOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";

export const privileged = rule({
  name: "privileged",
  description: "No container is privileged.",
  severity: "critical",
  framework: podSecurity("baseline", "Privileged Containers"),
  why: "it can do on its node whatever root can: a hole in it is a hole in the node",
  settings: {},
  *check(object) {
    const all = podOf(object)?.spec.at("securityContext", "windowsOptions", "hostProcess");
    if (all?.is(true)) yield { found: "its containers are host processes", fix: `${all.path}: false` };
    for (const { container } of containersOf(object)) {
      const setting = container.field.at("securityContext", "privileged");
      if (setting.is(true)) yield { in: container.title, found: "it is privileged", fix: `${setting.path}: false` };
      const windows = container.field.at("securityContext", "windowsOptions", "hostProcess");
      if (windows.is(true)) yield { in: container.title, found: "it is a host process", fix: `${windows.path}: false` };
    }
  },
});
