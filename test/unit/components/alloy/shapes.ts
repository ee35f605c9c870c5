import type { Block } from "../../../../components/alloy/syntax";
import type { Settings, Tree } from "../../../../settings";
import { settingsOf } from "../../../support/offline";
import { gatewayOf } from "./stacks";

/** A pipeline, and the settings that it was made from. */
interface Shape {
  readonly name: string;
  readonly settings: Settings;
  readonly blocks: readonly Block[];
}

/** Pipelines from settings of every kind that changes what they are made of, in every combination. */
export const everyShape = (): readonly Shape[] =>
  combined(
    {
      "all kept": { sampling: { mode: "all" } },
      "ratio at the gateway": { sampling: { mode: "ratio", ratio: 0.25, at: "gateway" } },
      "ratio at the node": { sampling: { mode: "ratio", ratio: 0.25, at: "node" } },
      tail: { sampling: { mode: "tail", ratio: 0.1 } },
      "tail with a cap": { sampling: { mode: "tail", ratio: 0.1, slowerThan: "1s", spansPerSecond: 500 } },
    },
    {
      "no tenants": { tenancy: { enabled: false } },
      "one tenant": { tenancy: { enabled: true } },
      "three tenants": {
        tenancy: { enabled: true, tenants: { shop: { namespaces: ["shop"] }, "a-b": { namespaces: [] } } },
      },
    },
    { redacted: {}, "not redacted": { redaction: { enabled: false } } },
    {
      "pods and events": { logs: { pods: true, events: true } },
      pods: { logs: { pods: true, events: false } },
      events: { logs: { pods: false, events: true } },
      "no cluster logs": { logs: { pods: false, events: false } },
    },
  ).map(([name, overrides]) => {
    const settings = settingsOf("dev", { ...overrides, alloy: { storage: { size: "100Gi" } } });
    return { name, settings, blocks: gatewayOf(settings) };
  });

/** One of each part, in every combination. */
function combined(...parts: readonly Readonly<Record<string, Tree>>[]): [string, Tree][] {
  return parts.reduce<[string, Tree][]>(
    (all, part) =>
      all.flatMap(([name, overrides]) =>
        Object.entries(part).map(([also, more]): [string, Tree] => [`${name}; ${also}`, { ...overrides, ...more }]),
      ),
    [["", {}]],
  );
}
