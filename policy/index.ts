import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getStack } from "@pulumi/pulumi";
import { servePack } from "./adapter";
import { environmentOf, environmentVariable } from "./levels";
import type { PackConfig } from "./offline";

/** What the pack is told about the stacks that it is kept for; `--policy-pack-config` goes before it. */
const config = JSON.parse(readFileSync(join(__dirname, "..", "config.json"), "utf8")) as PackConfig;

servePack("mop-policy", environmentOf(getStack(), process.env[environmentVariable]), config);

// An engine that is killed would leave this process behind for good.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit();
}, 5_000).unref();
