import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { stackFile } from "../../settings";

export interface GoldenStack {
  readonly name: string;
  readonly stack: string;
  readonly file: string;
}

/** What test/golden holds renders of: the shipped stacks, and one that shows the rest of what there is. */
export const goldenStacks: readonly GoldenStack[] = [
  ...["dev", "staging", "production"].map((stack) => ({ name: stack, stack, file: stackFile(checkout, stack) })),
  { name: "distributed", stack: "production", file: join(checkout, "test", "fixtures", "distributed.yaml") },
];

/** One of them by its name. */
export function goldenStack(name: string): GoldenStack {
  const found = goldenStacks.find((one) => one.name === name);
  if (!found) throw new Error(`test/golden has no stack ${name}`);
  return found;
}
