import { podOf } from "../judge/pods";
import { podSecurity, rule } from "../judge/rule";
import { matches, subjects } from "../judge/settings";

const kinds = ["hostPID", "hostNetwork", "hostIPC"] as const;

export const hostNamespaces = rule({
  name: "host-namespaces",
  description: "Pods share the node's processes, network and memory only where that is allowed.",
  severity: "high",
  framework: podSecurity("baseline", "Host Namespaces"),
  why: "it sees, and can often reach, what all others on its node do",
  settings: {
    allow: subjects<{ readonly namespaces: readonly string[]; readonly why: string }>(
      "objects whose pods may share some of hostPID, hostNetwork and hostIPC, and why",
      {
        namespaces: { type: "array", items: { type: "string", enum: [...kinds] } },
        why: { type: "string" },
      },
      ["namespaces", "why"],
    ),
  },
  *check(object, { settings: { allow } }) {
    for (const kind of kinds) {
      if (allow.some((one) => matches(one, object) && one.namespaces.includes(kind))) continue;
      const setting = podOf(object)?.spec.at(kind);
      if (setting?.is(true)) yield { found: `${kind} is on`, fix: `${setting.path}: false` };
    }
  },
});
