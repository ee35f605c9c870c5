import { Failure } from "../../../cli/failure";
import { Bench } from "../../backends/support/program";
import { select } from "../../bench/runner";
import { figures, group, row, runner } from "./stand-ins";

const fails = (message: string) => () => Promise.reject(new Error(message));
const never = () => new Promise<never>(() => {});

test("rows are measured one after the other, and kept after each", async () => {
  const { runner: bench, told, kept } = runner();
  const several = row("several", () => Promise.resolve([figures("one"), figures("another")]));
  const results = await bench.run([group("first", [several]), group("second", [row("last")])]);
  const of = [
    { row: "several", ...figures("one") },
    { row: "several", ...figures("another") },
    { row: "last", ...figures("last") },
  ];
  expect(results).toEqual(of);
  expect(kept).toEqual([of.slice(0, 2), of]);
  expect(told).toEqual(["Measuring several.", "Measuring last."]);
});

test("a row that fails says why in a line, and the rest goes on", async () => {
  const { runner: bench, kept } = runner();
  const rows = [row("bad", fails("no luck\n    at somewhere")), row("good")];
  const results = await bench.run([group("all", rows)]);
  expect(results).toEqual([
    { row: "bad", notMeasured: "no luck" },
    { row: "good", ...figures("good") },
  ]);
  expect(kept).toEqual([results.slice(0, 1), results]);
});

test("a row whose program is not there says so", async () => {
  const { runner: bench } = runner();
  const starts = row("gateway", async () => {
    const programs = new Bench();
    try {
      await programs.start("sink", "trace-sink", {
        args: [],
        ready: "http://127.0.0.1:1",
        path: "/nowhere/trace-sink",
      });
    } finally {
      await programs.clear();
    }
    return [];
  });
  expect(await bench.run([group("gateway", [starts, row("good")])])).toEqual([
    { row: "gateway", notMeasured: "spawn /nowhere/trace-sink ENOENT" },
    { row: "good", ...figures("good") },
  ]);
});

test("tools are built before a group is set up, whose rows all fail without one of them", async () => {
  const done: string[] = [];
  const { runner: bench } = runner({
    build: (tool) => {
      done.push(`build ${tool}`);
      return tool === "loki" ? Promise.reject(new Error("loki could not be built")) : Promise.resolve();
    },
  });
  const setUp = (name: string) => () => Promise.resolve(void done.push(`set up ${name}`));
  const results = await bench.run([
    group("store", [row("a"), row("b")], { tools: () => ["alloy", "loki", "mimir"], setUp: setUp("store") }),
    group("gateway", [row("c")], { tools: () => ["alloy"], setUp: setUp("gateway") }),
  ]);
  expect(results).toEqual([
    { row: "a", notMeasured: "loki could not be built" },
    { row: "b", notMeasured: "loki could not be built" },
    { row: "c", ...figures("c") },
  ]);
  expect(done).toEqual(["build alloy", "build loki", "build alloy", "set up gateway"]);
});

test("no row is measured on a machine that cannot have what it needs", async () => {
  const { runner: bench } = runner();
  const tools = () => {
    throw new Error("A real node needs root.");
  };
  expect(await bench.run([group("real", [row("a")], { tools }), group("rest", [row("b")])])).toEqual([
    { row: "a", notMeasured: "A real node needs root." },
    { row: "b", ...figures("b") },
  ]);
});

test("what was set up is ended last first, even where the set-up failed half-way", async () => {
  const done: string[] = [];
  const { runner: bench, told } = runner();
  const failing = group("half", [row("a")], {
    setUp: async (later) => {
      later(() => Promise.resolve(done.push("provider stopped")));
      later(fails("the stack is locked"));
      later(() => Promise.resolve(done.push("stack down")));
      await Promise.reject(new Error("no engine"));
    },
  });
  expect(await bench.run([failing])).toEqual([{ row: "a", notMeasured: "no engine" }]);
  expect(done).toEqual(["stack down", "provider stopped"]);
  expect(told).toEqual(["half left something behind: the stack is locked"]);
});

test("rows get what was set up", async () => {
  const { runner: bench } = runner();
  const measured = row("a", (use) => Promise.resolve(figures(use as string)));
  const results = await bench.run([group("all", [measured], { setUp: () => Promise.resolve("set up") })]);
  expect(results).toEqual([{ row: "a", ...figures("set up") }]);
});

test("an error aside from a row is that row's", async () => {
  const { runner: bench } = runner();
  const stuck = row("stuck", () => {
    bench.breakOff(new Error("socket hang up"));
    return never();
  });
  expect(await bench.run([group("all", [stuck, row("good")])])).toEqual([
    { row: "stuck", notMeasured: "socket hang up" },
    { row: "good", ...figures("good") },
  ]);
});

test("an interruption leaves what was measured, and begins and ends nothing more", async () => {
  const done: string[] = [];
  const { runner: bench, told, kept } = runner();
  const stuck = row("stuck", () => {
    bench.stop(new Error("interrupted by SIGTERM"));
    return never();
  });
  const results = await bench.run([
    group("first", [row("good"), stuck, row("late")], {
      setUp: (later) => Promise.resolve(later(() => Promise.resolve(done.push("ended")))),
    }),
    group("second", [row("later")], { setUp: () => Promise.resolve(done.push("set up")) }),
  ]);
  const interrupted = (name: string) => ({ row: name, notMeasured: "interrupted by SIGTERM" });
  expect(results).toEqual([
    { row: "good", ...figures("good") },
    interrupted("stuck"),
    interrupted("late"),
    interrupted("later"),
  ]);
  expect(kept.at(-1)).toEqual(results);
  expect(told).toEqual(["Measuring good.", "Measuring stuck."]);
  expect(done).toEqual([]);
});

test("results that cannot be written are told of, and measuring goes on", async () => {
  const { runner: bench, told } = runner({
    keep: () => {
      throw new Error("ENOSPC: no space left on device");
    },
  });
  expect(await bench.run([group("all", [row("a"), row("b")])])).toHaveLength(2);
  const line = "The results cannot be kept: ENOSPC: no space left on device";
  expect(told).toEqual(["Measuring a.", line, "Measuring b.", line]);
});

describe("rows by name", () => {
  const groups = [group("render", [row("render-dev"), row("review")]), group("launcher", [row("launcher")])];
  const selected = (...names: string[]) =>
    select(groups, names).map(({ name, rows }) => [name, ...rows.map((row) => row.name)]);

  test("all of them, a group, some rows", () => {
    const all = [
      ["render", "render-dev", "review"],
      ["launcher", "launcher"],
    ];
    expect(selected()).toEqual(all);
    expect(selected("launcher", "render")).toEqual(all);
    expect(selected("review")).toEqual([["render", "review"]]);
  });

  test("an unknown one", () => {
    const text = [
      "There is no row foo, bar. Name rows, or groups of them:",
      "  render: render-dev, review",
      "  launcher: launcher",
    ].join("\n");
    expect(() => selected("foo", "review", "bar")).toThrow(new Failure(text, 2));
  });
});
