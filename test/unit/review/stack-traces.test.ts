import { withoutStackTraces } from "../../../review/stack-traces";

const formatted = () => new Error("why").stack?.split("\n").length ?? 0;

test("while the work goes on a stack trace is the error alone, and afterwards it is whole", async () => {
  expect(await withoutStackTraces(() => Promise.resolve(new Error("why").stack))).toBe("Error: why");
  expect(formatted()).toBeGreaterThan(1);
});

test("an error that leaves the work tells where it was made", async () => {
  const fail = () => Promise.reject(new Error("why"));
  const error = (await withoutStackTraces(fail).catch((error: unknown) => error)) as Error;
  expect(error.stack).toMatch(/^Error: why\n +at fail .*stack-traces\.test\.ts/);
});

test("of several pieces of work the last one brings stack traces back", async () => {
  let endFirst = () => {};
  let endSecond = () => {};
  const first = withoutStackTraces(() => new Promise<void>((resolve) => (endFirst = resolve)));
  const second = withoutStackTraces(() => new Promise<void>((resolve) => (endSecond = resolve)));
  endFirst();
  await first;
  expect(formatted()).toBe(1);
  endSecond();
  await second;
  expect(formatted()).toBeGreaterThan(1);
});
