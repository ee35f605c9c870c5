import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { kubectl, labProcesses, mop, must, objectCount, testLab } from "./lab";

const parts = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "certificate-signer"];

beforeAll(() => {
  must(["lab", "stop", "--purge"]);
});

afterAll(() => {
  must(["lab", "stop", "--purge"]);
});

/** "etcd running" and so on. */
const partsIn = (output: string) =>
  output
    .split("\n")
    .filter((line) => /running|stopped/.test(line))
    .map((line) => line.split(/\s+/).slice(0, 2).join(" "));

const status = () => partsIn(mop(["lab", "status"]).output);

test("start brings every part up, and a second start leaves them as they are", () => {
  must(["lab", "start"]);
  const before = labProcesses();
  expect(before.length).toBe(parts.length);
  expect(status()).toEqual(parts.map((part) => `${part} running`));
  must(["lab", "start"]);
  expect(labProcesses()).toEqual(before);
});

test.each(parts)("a killed %s is mended by the next start", (part) => {
  must(["lab", "start"]);
  const victim = labProcesses().find((pid) => commandOf(pid).includes(programOf(part)));
  process.kill(Number(victim), "SIGKILL");
  // Others may give up as well, now that it is gone.
  const { output } = mop(["lab", "status"]);
  expect(partsIn(output)).toContain(`${part} stopped`);
  expect(output).toContain("The lab is not up. Start it, or mend it: npm run lab -- start");
  must(["lab", "start"]);
  expect(status()).toEqual(parts.map((name) => `${name} running`));
  expect(kubectl("get", "--raw", "/readyz")).toBe("ok");
});

/** The stand-in that signs certificates is a script of Node's. */
const programOf = (part: string) => (part === "certificate-signer" ? "/lab/signer/main.ts" : `/bin/${part}`);

const commandOf = (pid: string): string =>
  // The kernel sets the words of a command line apart by NUL; behind the program, others are named as well.
  readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, 4).join(" ");

test("two labs on one machine stay apart", () => {
  must(["lab", "start"]);
  const other = { MOP_LAB: `${testLab}-other` };
  try {
    must(["lab", "start"], other);
    kubectl("create", "namespace", "only-here");
    const there = mop(["lab", "kubectl", "get", "namespaces"], other);
    expect(there.code).toBe(0);
    expect(there.output).not.toContain("only-here");
    expect(labProcesses().length).toBe(parts.length);
  } finally {
    must(["lab", "stop", "--purge"], other);
  }
});

test("stop ends every process", () => {
  must(["lab", "stop"]);
  expect(labProcesses()).toEqual([]);
});

describe("on a machine that lacks something", () => {
  const empty = mkdtempSync(join(tmpdir(), "mop-empty-"));
  const bin = mkdtempSync(join(tmpdir(), "mop-bin-"));
  const bare = { MOP_CACHE: empty, MOP_OFFLINE: "1", PATH: `${bin}:/usr/bin:/bin` };

  afterAll(() => {
    for (const folder of [empty, bin]) rmSync(folder, { recursive: true, force: true });
  });

  const fakeGo = (script: string) => {
    writeFileSync(join(bin, "go"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, "go"), 0o755);
  };

  test("without Go the lab says what to install", () => {
    const { code, output } = mop(["lab", "start"], bare);
    expect(code).toBe(1);
    expect(output).toContain(
      "etcd has to be built, and there is no Go on PATH. Install Go 1.26 or newer (https://go.dev/dl) and run this again.",
    );
  });

  test("with a Go that is too old it says so", () => {
    fakeGo("echo go1.20.3");
    const { code, output } = mop(["lab", "start"], bare);
    expect(code).toBe(1);
    expect(output).toContain(
      "etcd has to be built, and the Go on PATH is go1.20.3. Install Go 1.26 or newer (https://go.dev/dl) and run this again.",
    );
  });

  test("a build that fails is told in one line", () => {
    fakeGo('case "$1" in env) echo go1.26.0;; *) echo "go: the disk is full" >&2; exit 1;; esac');
    const { code, output } = mop(["lab", "start"], bare);
    expect(code).toBe(1);
    expect(output).toContain("etcd could not be built from its Go module: go: the disk is full");
  });

  test("without a Pulumi CLI the stack is rendered instead, with an exit code of its own", () => {
    rmSync(join(bin, "go"), { force: true });
    const { code, output } = mop(["up", "--stack", "dev"], bare);
    expect(code).toBe(3);
    expect(output).toContain(
      [
        "No Pulumi CLI can be had on this machine:",
        "  Pulumi CLI, built from its Go module: pulumi has to be built, and there is no Go on PATH. Install Go 1.26 or newer (https://go.dev/dl) and run this again.",
        `The stack's ${objectCount("dev")} objects were written to rendered/dev instead; nothing was changed anywhere.`,
      ].join("\n"),
    );
    rmSync(join(checkout, "rendered", "dev"), { recursive: true });
  });
});
