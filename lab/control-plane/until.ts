import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { labFolder } from "../folders";
import { LabError } from "../lab-error";
import type { Part } from "./parts";
import { isRunning, lastLine, logFile, started } from "./processes";

/** Seconds within which a part must answer; a busy machine needs most of them. */
const patience = 120;

/**
 * Waits until something is so.
 *
 * @param what words for it, "the API server is ready"
 * @param parts that must not die meanwhile
 * @throws LabError when one does, or after two minutes
 */
export async function until(
  what: string,
  parts: readonly Pick<Part, "name">[],
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + patience * 1_000;
  while (Date.now() < deadline) {
    if (await isSo()) return;
    const dead = parts.find(({ name }) => started(labFolder).includes(name) && !isRunning(labFolder, name));
    if (dead) {
      throw new LabError(
        `${dead.name} of the lab ended: ${lastLine(labFolder, dead.name)}\nIts log: ${logFile(labFolder, dead.name)}`,
      );
    }
    await sleep(200);
  }
  throw new LabError(
    `The lab is not up: after ${patience} s it is not true that ${what}. Logs: ${join(labFolder, "logs")}`,
  );
}

/** Whether a condition in an object's status is true. */
export function holds({ status }: { status?: unknown }, type: string): boolean {
  // A kind has null for its conditions at first.
  const { conditions } = (status ?? {}) as { conditions?: { type: string; status: string }[] | null };
  return (conditions ?? []).some((condition) => condition.type === type && condition.status === "True");
}
