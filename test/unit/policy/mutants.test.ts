import { judgeAll, type Judged } from "../../../policy/offline";
import type { Registered } from "../../../review/offline";
import { readPolicyConfigs } from "../../../cli/policy/config";
import { run } from "../../support/offline";
import { availabilityMutants } from "./mutants-availability";
import { podMutants } from "./mutants-pods";
import { tlsMutants } from "./mutants-tls";
import { editable } from "./mutants";

const mutants = { ...tlsMutants, ...podMutants, ...availabilityMutants };
const configs = readPolicyConfigs();

const judged = (resources: readonly Registered[]): Judged[] =>
  judgeAll(
    resources.map(({ inputs: props, ...one }) => ({ ...one, props })),
    "production",
    configs,
    "2026-11-23",
  );

const line = ({ rule, found, outcome }: Judged): string => `${outcome} ${rule}: ${found}`;

let production: readonly Registered[];
let before: ReadonlySet<string>;

beforeAll(async () => {
  production = (await run("production")).resources;
  before = new Set(judged(production).map(line));
});

test("the stack itself breaks nothing that is mandatory, and all of it can be judged", () => {
  const verdicts = judged(production).filter(({ level }) => level !== "advisory");
  expect(verdicts.map(line)).toEqual([]);
});

test("there are at least 40 mutants", () => {
  expect(Object.keys(mutants).length).toBeGreaterThanOrEqual(40);
});

test.each(Object.entries(mutants))("%s", (_, { of, change, says }) => {
  const [kind, name] = of.split(" ");
  const resources = structuredClone(production) as Registered[];
  const mutated = resources.filter(({ inputs }) => {
    const { metadata } = inputs as { metadata?: { name?: string } };
    return inputs.kind === kind && metadata?.name === name;
  });
  expect(mutated).toHaveLength(1);
  change(editable(mutated[0]));
  const after = judged(resources).filter((one) => !before.has(line(one)));
  expect(after.map(({ rule, found }) => [rule, found])).toEqual(says);
});
