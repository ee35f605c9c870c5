import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, withLock } from "../../../lab/lock";

const folder = mkdtempSync(join(tmpdir(), "mop-lock-"));
const file = join(folder, "deep", "lock");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("one holds it at a time, and it is gone afterwards", async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    expect(readFileSync(file, "utf8")).toBe(String(process.pid));
    await sleep(20);
    order.push(`${name} ends`);
  };
  await Promise.all([withLock(file, work("first")), withLock(file, work("second"))]);
  expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(existsSync(file)).toBe(false);
});

test("a dead holder's lock counts for nothing", async () => {
  // No process can have this id: it is above the kernel's limit.
  writeFileSync(file, "4194999");
  expect(isAlive(4194999)).toBe(false);
  expect(await withLock(file, () => Promise.resolve("done"))).toBe("done");
});

test("it is given back when the work fails", async () => {
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow(new Error("no"));
  expect(existsSync(file)).toBe(false);
});
