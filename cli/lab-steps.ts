import { startControlPlane } from "../lab/control-plane";
import { build, isBuilt, type ToolName, tools } from "../lab/tools";
import type { Group, Step } from "./steps";

/** What a lab consists of. */
export const labTools = ["etcd", "kubernetes", "kwok", "cert-manager"] as const satisfies readonly ToolName[];

const title = (tool: ToolName): string => `${tool} ${tools[tool].version}`;

/** The steps that bring the lab up: what is missing is built side by side, then everything is started. */
export const labSteps = (): (Step | Group)[] => [
  ...buildSteps(labTools),
  { title: "Start the lab", run: () => startControlPlane() },
];

/** A step for each tool that is not built yet. */
export const buildSteps = (names: readonly ToolName[]): Group[] => {
  const missing = names.filter((name) => !isBuilt(name));
  return missing.length === 0
    ? []
    : [
        {
          title: "Build what is missing, once",
          steps: missing.map((name) => ({ title: title(name), run: () => build(name) })),
        },
      ];
};
