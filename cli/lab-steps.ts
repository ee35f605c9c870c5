import { startControlPlane } from "../lab/control-plane";
import { checkMachine, forgetNodes, type NodeImage, nodeTools, startNodes, stopNodes } from "../lab/node";
import { realNodeCount } from "../lab/node-kind";
import { build, isBuilt, type ToolName, tools } from "../lab/tools";
import { planImages } from "./lab-images";
import type { Group, Step } from "./steps";

/** What a lab consists of. */
export const labTools = ["etcd", "kubernetes", "kwok", "cert-manager"] as const satisfies readonly ToolName[];

const title = (tool: ToolName): string => `${tool} ${tools[tool].version}`;

/**
 * The steps that bring the lab up: what is missing is built side by side, then everything is started.
 *
 * @param nodes how many real nodes the lab is to have; without it as many as it has already
 * @param images that real nodes are to have in the place of those which are pulled or built
 * @throws LabError where this machine cannot have a real node
 */
export async function labSteps(nodes = realNodeCount(), images: readonly NodeImage[] = []): Promise<(Step | Group)[]> {
  if (nodes > 0) {
    checkMachine();
    const plan = await planImages();
    const found: NodeImage[] = [];
    return [
      ...buildSteps([...labTools, ...nodeTools(), ...plan.tools]),
      {
        title: "Images",
        run: async () => {
          found.push(...(await plan.images()));
          return plan.note;
        },
      },
      { title: "Start the lab", run: () => startControlPlane("real") },
      {
        title: nodes === 1 ? "Start the real node" : `Start ${nodes} real nodes`,
        run: () => startNodes(nodes, [...found, ...images]),
      },
    ];
  }
  return [
    ...buildSteps(labTools),
    ...(realNodeCount() > 0 ? [{ title: "Stop the real nodes", run: stopNodes }] : []),
    {
      title: "Start the lab",
      run: async () => {
        await startControlPlane("fake");
        await forgetNodes();
      },
    },
  ];
}

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
