import { spawn } from "node:child_process";
import { bench } from "../../bench/bench";
import { group, row } from "./stand-ins";

/** `tsx fake-bench.ts FILE [NAME...]`: a bench of its own, one of whose rows never ends. */
const [file, ...names] = process.argv.slice(2);

const nobodyListens = row("aside", () => {
  spawn("/nowhere/program");
  return new Promise(() => {});
});

const endless = row("endless", () => new Promise(() => setInterval(() => {}, 1_000)));

void bench([group("quick", [row("good"), nobodyListens, row("better")]), group("slow", [endless])], names, file);
