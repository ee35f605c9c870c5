import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { keep } from "../../launcher/cache";
import { versions } from "../../settings";
import { checkout, toolsFolder } from "../folders";
import { LabError } from "../lab-error";
import { type ModuleTool, type Tool, type ToolName, tools } from "./catalogue";
import { onPath, programsOnPath } from "./on-path";
import { unpackPackages } from "./packages";

const run = promisify(execFile);

/**
 * How Go builds. Its compiler collects its garbage less often than it would: that takes a tenth less time, and for the
 * largest packages a quarter less time and a quarter more memory.
 */
const goEnvironment = (): NodeJS.ProcessEnv => ({
  GOGC: "400",
  ...process.env,
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=readonly",
  GOTOOLCHAIN: "auto",
  GOWORK: "off",
});

/** The folder of a tool, whether it is there yet or not. Its name changes with what the tool is made of. */
export function toolFolder(name: ToolName): string {
  const tool: Tool = tools[name];
  const hash = createHash("sha256").update(JSON.stringify(tool)).update(`${process.platform}/${process.arch}`);
  if ("build" in tool) {
    const sources = sourcesOf(tool);
    for (const file of readdirSync(sources).sort()) hash.update(file).update(readFileSync(join(sources, file)));
  }
  return join(toolsFolder, `${name}-${hash.digest("hex").slice(0, 16)}`);
}

const sourcesOf = ({ build: folder }: ModuleTool): string => join(checkout, "lab", "builds", folder);

/** Full path of a program of a tool that is there: on PATH, or built. */
export const programPath = (name: ToolName, program: string): string =>
  programsOnPath(name)?.[program] ?? join(toolFolder(name), "bin", program);

/** Whether a tool is there; else `build` makes it. */
export const isBuilt = (name: ToolName): boolean => programsOnPath(name) !== undefined || existsSync(toolFolder(name));

/**
 * Builds a tool into the cache, or does nothing when it is there. A build that is cut short leaves nothing behind that
 * a later one would take for whole.
 *
 * @throws LabError in one line: no Go, a Go that is too old, or what the build said
 */
export async function build(name: ToolName): Promise<void> {
  if (isBuilt(name)) return;
  const tool: Tool = tools[name];
  if ("build" in tool) await checkGo(name);
  const folder = toolFolder(name);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    if ("build" in tool) await buildModule(tool, unfinished);
    else await unpackPackages(tool, unfinished);
    keep(unfinished, folder);
  } catch (error) {
    if (error instanceof LabError) throw error;
    const { stderr } = error as { stderr?: string };
    const [line] = (stderr ?? String(error))
      .split("\n")
      .filter((text) => /\S/.test(text) && !text.startsWith("go: downloading"));
    const from = "build" in tool ? "could not be built from its Go module" : "could not be had as packages";
    throw new LabError(`${name} ${from}: ${line}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function buildModule(tool: ModuleTool, folder: string): Promise<void> {
  const programsFolder = join(folder, "bin");
  mkdirSync(programsFolder);
  const go = (args: string[]) =>
    run("go", args, {
      cwd: sourcesOf(tool),
      env: goEnvironment(),
      maxBuffer: 64 * 2 ** 20,
    });
  const compile = ["build", "-trimpath", "-ldflags", `-s -w ${tool.ldflags ?? ""}`.trim(), "-o"];
  const programs = Object.entries(tool.programs);
  if (programs.length === 1) await go([...compile, join(programsFolder, programs[0][0]), programs[0][1]]);
  // Several programs are linked side by side, and then named after their packages.
  if (programs.length > 1) await go([...compile, `${programsFolder}/`, ...programs.map(([, from]) => from)]);
  const sources = async (module: string): Promise<string> => {
    // Where nothing of the module was compiled it may not be here yet.
    await go(["mod", "download", module]);
    return (await go(["list", "-m", "-f", "{{.Dir}}", module])).stdout.trim();
  };
  if (tool.files) {
    writeJoined(await sources(tool.files.module), tool.files.from, join(folder, tool.files.name));
  }
  if (tool.folder) {
    const { module, name } = tool.folder;
    cpSync(join(await sources(module), name), join(folder, name), { recursive: true });
  }
}

/** Joins the YAML files of several folders of a module into one, with nothing but a line between them. */
function writeJoined(moduleFolder: string, folders: readonly string[], target: string): void {
  const texts = folders
    .map((folder) => join(moduleFolder, folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
        .sort()
        .map((file) =>
          readFileSync(join(folder, file), "utf8")
            .replace(/^---\n/, "")
            .trim(),
        ),
    );
  writeFileSync(target, `${texts.join("\n---\n")}\n`);
}

async function checkGo(name: ToolName): Promise<void> {
  const mend = `Install Go ${versions.go} or newer (https://go.dev/dl) and run this again.`;
  if (!onPath("go")) throw new LabError(`${name} has to be built, and there is no Go on PATH. ${mend}`);
  const { stdout } = await run("go", ["env", "GOVERSION"]);
  const [, major, minor] = /^go([0-9]+)\.([0-9]+)/.exec(stdout.trim()) ?? [];
  const [wantedMajor, wantedMinor] = versions.go.split(".").map(Number);
  const newEnough = Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
  if (!newEnough) throw new LabError(`${name} has to be built, and the Go on PATH is ${stdout.trim()}. ${mend}`);
}
