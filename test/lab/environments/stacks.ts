import { join } from "node:path";
import { checkout } from "../../../lab/folders";
import { fixture, fixtureWith, stackFileWith } from "../lab";

/**
 * The three environments in one cluster, and beside them production with every part on its own, as a stack that
 * protects nothing. Buckets, broker and credentials are fixtures: test/fixtures names them, and nothing of the lab asks
 * them anything.
 */
export const settings = {
  dev: stackFileWith({ "mop:environment": "dev", "mop:cluster": { name: "dev" } }),
  staging: fixture("staging"),
  production: fixture("production"),
  distributed: fixtureWith("distributed", { "mop:protect": false }),
};
export type Stack = keyof typeof settings;
export const stacks = Object.keys(settings) as Stack[];

/** What the stack with parts of their own is allowed: its mirror, and to protect nothing. */
const allowing = ["--policy-config", join(checkout, "test", "fixtures", "policy-config.json")];

export const command = (
  operation: string,
  stack: Stack,
  file = settings[stack],
  policies = stack === "distributed",
) => [operation, "--stack", stack, "--config-file", file, ...(policies ? allowing : [])];

export const production = "observability-production";
