import { versions } from "../../settings";
import { block } from "./ask";
import { untilDate } from "./support";

/** The one file that says which releases of Node the project runs on. */
export const versionsFile = "settings/versions.json";

/** A block for each release of Node that the project runs on, and one for each that gets no patches any more. */
export function checkNode(today: string): { readonly reports: readonly string[]; readonly faults: readonly string[] } {
  const { tested, support } = versions.node;
  const findings = tested.map((major) => ({
    name: `Node ${major}`,
    patches: untilDate(String(major), support, today, versionsFile),
  }));
  return {
    reports: findings.map(({ name, patches }) => block(name, { patches: patches.text })),
    faults: findings
      .filter(({ patches }) => !patches.supported)
      .map(({ name }) =>
        block(`  ${name}`, {
          found: "it gets no patches any more",
          mend: `take it out of ${versionsFile}, and raise engines in package.json and policy/package.json`,
        }),
      ),
  };
}
