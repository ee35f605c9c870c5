import { readPolicyConfigs } from "../../../cli/policy/config";
import { type Environment, judgeAll } from "../../../policy/offline";
import { run } from "../../support/offline";

const judged = async (stack: string, environment: Environment) =>
  judgeAll(
    (await run(stack)).resources.map(({ inputs: props, ...one }) => ({ ...one, props })),
    environment,
    readPolicyConfigs(),
    "2026-11-23",
  );

async function counts(stack: string, environment: Environment): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const { level, rule } of await judged(stack, environment)) {
    result[`${level} ${rule}`] = (result[`${level} ${rule}`] ?? 0) + 1;
  }
  return result;
}

test("production breaks nothing that is mandatory", async () => {
  expect(await counts("production", "production")).toEqual({
    "advisory image-digest": 6,
    "advisory unseen-objects": 1,
  });
});

test("staging breaks nothing that is mandatory", async () => {
  expect(await counts("staging", "staging")).toEqual({
    "advisory image-digest": 5,
    "advisory state-protected": 4,
    "advisory unseen-objects": 1,
  });
});

test("dev is told of its plaintext and its open namespaces", async () => {
  expect(await counts("dev", "dev")).toEqual({
    "advisory client-tls": 2,
    "advisory image-digest": 5,
    "advisory network-policy": 2,
    "advisory otlp-tls": 5,
    "advisory server-tls": 7,
  });
});

test("with every part on its own, only the registry of its mirror is left to be allowed", async () => {
  expect(await counts("distributed", "production")).toEqual({
    "advisory image-digest": 26,
    "mandatory image-registry": 26,
  });
});
