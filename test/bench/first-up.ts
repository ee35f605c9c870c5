import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parallel } from "../../cli/engine";
import { labTools } from "../../cli/lab-steps";
import { kubeconfigFile } from "../../lab/control-plane";
import { labFolder } from "../../lab/folders";
import { programPath } from "../../lab/tools";
import { compare, milliseconds } from "./measure";
import { run } from "./programs";
import { renderTo } from "./render";
import type { Group } from "./runner";
import { openStacks, type Stacks } from "./stacks";

/** What it takes to bring a stack up in a cluster that has nothing of it, until every pod is ready. */
export const firstUp: Group<Stacks> = {
  name: "first-up",
  tools: () => labTools,
  setUp: openStacks,
  rows: [
    {
      name: "first-up-dev",
      measure: async ({ dev, folder }) => {
        const rendered = await renderTo("dev", folder);
        return compare(
          { name: "first up of dev", yardstick: "kubectl apply of the same, with waits", goal: 3 },
          3,
          () => upAndDown(dev),
          () => applyAndDelete(rendered),
        );
      },
    },
    {
      name: "first-up-production",
      measure: ({ production, dev }) =>
        compare(
          { name: "first up of production", yardstick: "first up of dev", goal: 3 },
          3,
          () => upAndDown(production),
          () => upAndDown(dev),
        ),
    },
  ],
};

/** Leaves nothing behind, even where it fails. @returns milliseconds of the first step */
async function timed(make: () => Promise<unknown>, remove: () => Promise<unknown>): Promise<number> {
  try {
    return await milliseconds(make);
  } finally {
    await remove();
  }
}

const upAndDown = (stack: Stack): Promise<number> =>
  timed(
    () => stack.up({ parallel }),
    () => stack.destroy(),
  );

const kubectl = (...args: string[]): Promise<string> =>
  run(programPath("kubernetes", "kubectl"), "--kubeconfig", kubeconfigFile(labFolder), ...args);

/** The namespaces are among the objects of the cluster, and take all others with them. */
const applyAndDelete = (rendered: string): Promise<number> =>
  timed(
    () => apply(rendered),
    () => kubectl("delete", "--filename", join(rendered, "_cluster"), "--wait=true", "--ignore-not-found"),
  );

async function apply(rendered: string): Promise<void> {
  await kubectl("apply", "--server-side", "-f", join(rendered, "_cluster"));
  for (const namespace of readdirSync(rendered).filter((name) => name !== "_cluster")) {
    await kubectl("apply", "--server-side", "-f", join(rendered, namespace));
  }
  await kubectl("rollout", "status", "daemonset/obi", "--namespace=obi-dev");
  for (const name of ["alloy", "tempo", "mimir", "loki"]) {
    await kubectl("rollout", "status", `statefulset/${name}`, "--namespace=observability-dev");
  }
}
