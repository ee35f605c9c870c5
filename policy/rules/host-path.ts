import { podOf } from "../judge/pods";
import { cis, rule } from "../judge/rule";
import { matches, subjects } from "../judge/settings";

export const hostPath = rule({
  name: "host-path",
  description: "Folders of the node are mounted only where that is allowed, and read-only unless they must be written.",
  severity: "high",
  framework: cis("5.2.12"),
  why: "a file of the node that can be read or written is a way out of the container",
  settings: {
    allow: subjects<{ readonly path: string; readonly writable?: boolean; readonly why: string }>(
      "folders of the node that objects may mount, and why",
      { path: { type: "string" }, writable: { type: "boolean" }, why: { type: "string" } },
      ["path", "why"],
    ),
  },
  *check(object, { settings: { allow } }) {
    const pod = podOf(object);
    for (const volume of pod?.spec.at("volumes").items ?? []) {
      const folder = volume.at("hostPath", "path");
      if (volume.at("hostPath").isAbsent || !folder.isKnown) continue;
      const allowed = allow.filter((one) => matches(one, object) && folder.is(one.path));
      if (allowed.length === 0) {
        yield { found: `it mounts ${folder.text ?? "a folder"} of the node`, fix: `${volume.path}: take it out` };
        continue;
      }
      if (allowed.some(({ writable }) => writable)) continue;
      for (const { field, title } of pod?.containers ?? []) {
        for (const mount of field.at("volumeMounts").items) {
          const readOnly = mount.at("readOnly");
          if (mount.at("name").text !== volume.at("name").text || readOnly.is(true) || !readOnly.isKnown) continue;
          yield { in: title, found: `it can write to ${folder.text} of the node`, fix: `${readOnly.path}: true` };
        }
      }
    }
  },
});
