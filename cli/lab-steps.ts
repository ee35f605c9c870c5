import { startControlPlane } from "../lab/control-plane";
import { buildImages, contentOf, imageTools, nodeReferences, stackReferences } from "../lab/images";
import { checkMachine, forgetNodes, type NodeImage, nodeTools, startNodes, stopNodes } from "../lab/node";
import { realNodeCount } from "../lab/node-kind";
import { build, isBuilt, type ToolName, tools } from "../lab/tools";
import type { Group, Step } from "./steps";

/** What a lab consists of. */
export const labTools = ["etcd", "kubernetes", "kwok", "cert-manager"] as const satisfies readonly ToolName[];

const title = (tool: ToolName): string => `${tool} ${tools[tool].version}`;

/**
 * The steps that bring the lab up: what is missing is built side by side, then everything is started.
 *
 * @param nodes how many real nodes the lab is to have; without it as many as it has already
 * @param images that real nodes are to have in the place of those which the lab builds
 * @throws LabError where this machine cannot have a real node
 */
export function labSteps(nodes = realNodeCount(), images: readonly NodeImage[] = []): (Step | Group)[] {
  if (nodes > 0) {
    checkMachine();
    const built: NodeImage[] = [];
    return [
      ...buildSteps([...labTools, ...nodeTools(), ...imageTools(references)]),
      { title: "Images", run: async () => void built.push(...(await nodeImages())) },
      { title: "Start the lab", run: () => startControlPlane("real") },
      {
        title: nodes === 1 ? "Start the real node" : `Start ${nodes} real nodes`,
        run: () => startNodes(nodes, [...built, ...images]),
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

/** Images that a real node and a stack need. */
const references = [...Object.values(nodeReferences), ...stackReferences];

const nodeImages = async (): Promise<NodeImage[]> =>
  (await buildImages(references)).map(({ tar, name }) => ({ tar, holds: contentOf(name) }));

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
