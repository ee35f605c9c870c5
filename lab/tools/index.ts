/** The door of this folder: the programs that the lab runs, found on PATH or built from their Go modules. */
export { build, isBuilt, programPath, toolFolder } from "./build";
export { type ToolName, tools } from "./catalogue";
export { onPath } from "./on-path";
