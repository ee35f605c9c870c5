import { programOf, type Rehearsal, startRehearsal } from "../../cli/engine/rehearsal";
import { compareStacks } from "../../review/compare";
import { type Registered, runOffline } from "../../review/offline";
import { replay } from "../../review/replay";
import type { EngineView } from "../../review/report/model";
import { secondView } from "../../review/second-view";
import { goldenStack } from "../support/golden-stacks";
import { reviewPairs, sidesOf } from "../support/review-pairs";

/** Prints, as JSON, what the real engine says of the pairs that are named, and of three cases of its own. */

export type Views = Readonly<Record<string, EngineView>>;

const { stack, file } = goldenStack("dev");

async function main(names: readonly string[]): Promise<void> {
  const rehearsal = await startRehearsal();
  try {
    const base = (await runOffline(file, stack)).resources;
    const views: Record<string, EngineView> = {};
    for (const name of names) views[name] = await viewOfPair(rehearsal, name);
    views.program = secondView([], await rehearsal.plan(stack, base, programOf(file)));
    views.renamed = await viewOf(rehearsal, stack, base, base.map(underAnotherName));
    views.broken = secondView([], await rehearsal.plan(stack, base, () => Promise.reject(new Error("no such luck"))));
    console.log(JSON.stringify(views));
  } finally {
    rehearsal.stop();
  }
}

async function viewOfPair(rehearsal: Rehearsal, name: string): Promise<EngineView> {
  const [base, head] = await sidesOf(name);
  if (base.state !== "rendered" || head.state !== "rendered") throw new Error(`${name} is not rendered`);
  return viewOf(rehearsal, reviewPairs[name].stack, base.resources, head.resources);
}

async function viewOf(
  rehearsal: Rehearsal,
  stack: string,
  base: readonly Registered[],
  head: readonly Registered[],
): Promise<EngineView> {
  const plan = await rehearsal.plan(stack, base, () => Promise.resolve(replay(head)));
  return secondView(compareStacks(base, head).changes, plan);
}

/** The same object of the cluster, which Pulumi knows by a name that it has not heard before. */
const underAnotherName = (one: Registered): Registered =>
  one.inputs.kind === "StatefulSet" && one.name === "mop-loki"
    ? { ...one, name: "another", urn: one.urn.replace(/[^:]+$/, "another") }
    : one;

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
