import { lt, valid } from "semver";
import { imageOf } from "../configuration/image";
import { isObi } from "../configuration/obi";
import { containersOf } from "../judge/pods";
import { practice, rule } from "../judge/rule";

/** Oldest fault first; `before` is the first release without it. */
const faults: readonly { before: string; why: string }[] = [
  {
    before: "0.12.1",
    why: "it can panic kernels from 6.13 on under TLS load (OBI issue 3056, mended in v0.12.1)",
  },
  { before: "0.13.0", why: "its memory safety was mended in v0.13.0 (OBI pull request 3317)" },
];

const safe = "v0.15.2";

export const obiVersion = rule({
  name: "obi-version",
  description: "OBI is of a release that has no fault known to be dangerous.",
  severity: "critical",
  framework: practice("OBI: issue 3056, pull request 3317"),
  why: "it runs in the kernel of every node",
  settings: {},
  *check(object) {
    for (const { container } of containersOf(object)) {
      if (!isObi(container)) continue;
      const version = valid(imageOf(container.field)?.tag ?? "");
      if (version === null) {
        object.leaveOpen(`the tag of ${container.title} tells no release`);
        continue;
      }
      const fault = faults.find(({ before }) => lt(version, before));
      if (!fault) continue;
      const image = container.field.at("image");
      const mended = (image.text ?? "").replace(/@.*$/, "").replace(/:[^:/]*$/, `:${safe}`);
      yield { in: container.title, found: `OBI is v${version}`, fix: `${image.path}: ${mended}`, why: fault.why };
    }
  },
});
