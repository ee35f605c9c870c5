import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Tool, type ToolName, tools } from "./catalogue";

/** Full path of a program on PATH, if there is one. */
export function onPath(program: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const looked = new Map<ToolName, Readonly<Record<string, string>> | undefined>();

/** All programs of a tool, if all are on PATH and of the pinned minor version. */
export function programsOnPath(name: ToolName): Readonly<Record<string, string>> | undefined {
  if (!looked.has(name)) looked.set(name, lookOnPath(tools[name]));
  return looked.get(name);
}

function lookOnPath(tool: Tool): Readonly<Record<string, string>> | undefined {
  if (!("accepts" in tool) || !tool.accepts) return undefined;
  const { programs, accepts } = tool;
  const found = Object.keys(programs).map((program) => [program, onPath(program)] as const);
  if (found.some(([, path]) => path === undefined)) return undefined;
  const fit = found.every(([program, path]) => {
    const args = program === "kubectl" ? ["version", "--client"] : ["--version"];
    return accepts.test(spawnSync(path as string, args, { encoding: "utf8", timeout: 10_000 }).stdout);
  });
  return fit ? (Object.fromEntries(found) as Record<string, string>) : undefined;
}
