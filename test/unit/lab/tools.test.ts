import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Tools from "../../../lab/tools";

const bin = mkdtempSync(join(tmpdir(), "mop-path-"));
const path = process.env.PATH;

beforeEach(() => {
  process.env.PATH = bin;
  vi.resetModules();
});

afterAll(() => {
  process.env.PATH = path;
  vi.resetModules();
  rmSync(bin, { recursive: true });
});

/** A program that says only what version it is. */
function program(name: string, version: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${version}"\n`);
  chmodSync(join(bin, name), 0o755);
}

/** The folder anew, as it remembers what it found on PATH. */
const tools = (): Promise<typeof Tools> => import("../../../lab/tools");

test("a program on PATH is taken where it is of the pinned minor version", async () => {
  program("etcd", "etcd Version: 3.7.9");
  const { isBuilt, programPath } = await tools();
  expect(isBuilt("etcd")).toBe(true);
  expect(programPath("etcd", "etcd")).toBe(join(bin, "etcd"));
});

test("one of another version is not", async () => {
  program("etcd", "etcd Version: 3.5.21");
  const { programPath, toolFolder } = await tools();
  expect(programPath("etcd", "etcd")).toBe(join(toolFolder("etcd"), "bin", "etcd"));
});

test("a tool of several programs is taken only as a whole", async () => {
  for (const name of ["kube-apiserver", "kube-controller-manager", "kube-scheduler"]) {
    program(name, "Kubernetes v1.37.2");
  }
  expect((await tools()).programPath("kubernetes", "kube-apiserver")).not.toBe(join(bin, "kube-apiserver"));

  program("kubectl", "Client Version: v1.37.0");
  vi.resetModules();
  expect((await tools()).programPath("kubernetes", "kube-apiserver")).toBe(join(bin, "kube-apiserver"));
});

test("a tool whose folder holds more than programs is always built", async () => {
  program("kwok", "kwok version v0.8.0");
  const { programPath, toolFolder } = await tools();
  expect(programPath("kwok", "kwok")).toBe(join(toolFolder("kwok"), "bin", "kwok"));
});
