import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getStack } from "@pulumi/pulumi";
import type { PolicyPackConfig } from "@pulumi/policy";
import { servePack } from "./adapter";
import { environmentOf, environmentVariable } from "./levels";

/** What the pack is told about the stacks that it is kept for; `--policy-pack-config` goes before it. */
const config = JSON.parse(readFileSync(join(__dirname, "..", "config.json"), "utf8")) as PolicyPackConfig;

servePack("mop-policy", environmentOf(getStack(), process.env[environmentVariable]), config);
