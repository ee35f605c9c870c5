import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { labName } from "../folders";
import { LabError } from "../lab-error";

/** The cgroup below which all pods of the lab run, and the one for those of a node, by their paths in any tree. */
export const labCgroup = `mop-lab-${labName}`;
export const nodeCgroup = (node: string): string => `${labCgroup}/${node}`;

/**
 * Where cgroup trees are mounted: one with version 2, one for each group of controllers with version 1.
 *
 * @param mounts text as in /proc/self/mounts
 */
export const cgroupTrees = (mounts: string): string[] =>
  mounts
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, , type]) => type === "cgroup" || type === "cgroup2")
    .map(([, place]) => place);

/** Where the trees are. Two names of one tree are one. */
const trees = (): string[] => [
  ...new Set(
    cgroupTrees(readFileSync("/proc/self/mounts", "utf8"))
      .filter((tree) => existsSync(tree))
      .map((tree) => realpathSync(tree)),
  ),
];

/** Controllers that kubelet wants below its cgroup, as far as the kernel has them. */
const wanted = ["cpu", "cpuset", "memory", "hugetlb", "pids"];

/**
 * What is to be written to a tree's cgroup.subtree_control so that kubelet finds its controllers one level below; empty
 * where it does. Only trees of version 2 have that file, and only those hand controllers down.
 */
export const controllersToAdd = (available: string, handedDown: string): string =>
  wanted
    .filter((name) => available.trim().split(" ").includes(name) && !handedDown.trim().split(" ").includes(name))
    .map((name) => `+${name}`)
    .join(" ");

function handDownControllers(tree: string): void {
  const file = join(tree, "cgroup.subtree_control");
  if (!existsSync(file)) return;
  const added = controllersToAdd(readFileSync(join(tree, "cgroup.controllers"), "utf8"), readFileSync(file, "utf8"));
  if (added) writeFileSync(file, added);
}

/** @throws LabError where cgroups are not this process's to make, as within most containers */
export function makeCgroups(node: string): void {
  for (const tree of trees()) {
    const folder = join(tree, nodeCgroup(node));
    try {
      handDownControllers(tree);
      mkdirSync(dirname(folder), { recursive: true });
      handDownControllers(dirname(folder));
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new LabError(
        `A real node needs cgroups of its own, and ${folder} cannot be made: ${(error as Error).message}. Within a container that takes --privileged --cgroupns=host.`,
      );
    }
  }
}

/** Removes a cgroup in which nobody runs any more, and all below it. @throws LabError after ten seconds in which somebody still did */
export async function removeCgroups(cgroup: string): Promise<void> {
  for (const folder of trees().map((tree) => join(tree, cgroup))) {
    const deadline = Date.now() + 10_000;
    while (existsSync(folder)) {
      try {
        removeTree(folder);
      } catch (error) {
        if (Date.now() > deadline) throw new LabError(`${folder} cannot be removed: ${(error as Error).message}`);
        await sleep(100);
      }
    }
  }
}

/** The files in a cgroup's folder are the kernel's: a folder goes when it has no folders any more. */
function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}
