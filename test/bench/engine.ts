import type { Stack } from "@pulumi/pulumi/automation";
import { parallel } from "../../cli/engine";
import { labTools } from "../../cli/lab-steps";
import { compare, milliseconds } from "./measure";
import { policyRows } from "./policies";
import type { Group, Later, Row } from "./runner";
import { openStacks, type Stacks } from "./stacks";

/** What the engine takes for stacks that are up and do not change. */
export const engine: Group<Stacks> = {
  name: "engine",
  tools: () => labTools,
  setUp: stacksUp,
  rows: [
    ...rows("preview", (stack) => stack.preview()),
    ...rows("up", (stack) => stack.up(), ", no change"),
    ...policyRows,
  ],
};

async function stacksUp(later: Later): Promise<Stacks> {
  const stacks = await openStacks(later);
  const { dev, production, empty } = stacks;
  later(() => production.destroy());
  for (const stack of [dev, production, empty]) await stack.up({ parallel });
  return stacks;
}

/** An operation on dev against the same on an empty program, and on production against that on dev. */
function rows(operation: string, work: (stack: Stack) => Promise<unknown>, how = ""): Row<Stacks>[] {
  const on = (stack: Stack) => () => milliseconds(() => work(stack));
  const ofDev = `${operation} of dev${how}`;
  return [
    {
      name: `${operation}-dev`,
      measure: ({ dev, empty }) =>
        compare({ name: ofDev, yardstick: `${operation} of an empty program`, goal: 2 }, 5, on(dev), on(empty)),
    },
    {
      name: `${operation}-production`,
      measure: ({ production, dev }) =>
        compare({ name: `${operation} of production${how}`, yardstick: ofDev, goal: 1.5 }, 5, on(production), on(dev)),
    },
  ];
}
