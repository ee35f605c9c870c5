import { capabilityName } from "../configuration/capability";
import { containersOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";

export const privilegeEscalation = rule({
  name: "privilege-escalation",
  description: "No process can gain more privileges than the one that started it.",
  severity: "high",
  framework: podSecurity("restricted", "Privilege Escalation"),
  why: "a setuid program in the image is enough to become root",
  settings: {},
  *check(object) {
    for (const { pod, container } of containersOf(object)) {
      // The API server refuses it there.
      if (pod.spec.at("os", "name").is("windows")) continue;
      const context = container.field.at("securityContext");
      const setting = context.at("allowPrivilegeEscalation");
      if (!setting.isKnown || setting.is(false)) continue;
      // The API server refuses it beside these two, each of which has a rule of its own.
      const given = context.at("capabilities", "add").texts.map(capabilityName);
      if (context.at("privileged").is(true) || given.includes("SYS_ADMIN")) continue;
      yield { in: container.title, found: "its processes can gain privileges", fix: `${setting.path}: false` };
    }
  },
});
