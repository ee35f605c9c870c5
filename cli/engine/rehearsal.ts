import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import program from "../../index";
import { checkout } from "../../lab/folders";
import { startProviderWithoutCluster } from "../../lab/provider";
import { replay } from "../../review/replay";
import type { Registered } from "../../review/offline";
import type { EnginePlan } from "../../review/second-view";
import { readStackFile } from "../../settings";
import { firstLine } from "../failure";
import { cliFailure } from "./cli-errors";
import { PlanListener } from "./plan";
import { presentPulumiCli } from "./pulumi-cli";
import { Listener } from "./report";
import { ownEnvironment, standInEnvironment } from "./workspace";

/** Tells what the engine would do to a stack: deploys one version of it, on no cluster, and plans another on top. */
export interface Rehearsal {
  /**
   * @param base resources of the one version
   * @param head program of the other
   */
  plan(stack: string, base: readonly Registered[], head: () => Promise<unknown>): Promise<EnginePlan>;
  stop(): void;
}

/** Rehearses on this machine alone: with the CLI that is on it already, a state that is thrown away, and no cluster. */
export async function startRehearsal(): Promise<Rehearsal> {
  const cli = await presentPulumiCli();
  if (!cli) return { plan: () => Promise.resolve({ missing: "there is no Pulumi CLI on this machine" }), stop() {} };
  const provider = await startProviderWithoutCluster();
  const engine = `Pulumi ${cli.command.version?.version ?? "of unknown version"}`;

  async function plan(...[stack, base, head]: Parameters<Rehearsal["plan"]>): Promise<EnginePlan> {
    const folder = mkdtempSync(join(tmpdir(), "mop-rehearsal-"));
    const listener = new Listener(() => {});
    const planned = new PlanListener();
    try {
      copyFileSync(join(checkout, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
      const deployed = await LocalWorkspace.createStack(
        { stackName: stack, projectName: "mop", program: () => Promise.resolve(replay(base)) },
        {
          workDir: folder,
          pulumiCommand: cli?.command,
          envVars: {
            ...ownEnvironment(folder, randomBytes(16).toString("hex")),
            ...standInEnvironment(provider.port, ["kubernetes", "kubernetes-cert-manager"]),
          },
        },
      );
      await deployed.up({ onEvent: listener.hear, color: "never" });
      await deployed.preview({
        program: async () => void (await head()),
        onEvent: (event) => {
          listener.hear(event);
          planned.hear(event);
        },
        color: "never",
      });
      return { engine, steps: planned.steps };
    } catch (error) {
      const [said] = listener.run.errors;
      return { missing: `${engine} cannot plan it: ${firstLine(said ?? cliFailure(error))}` };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { plan, stop: () => provider.stop() };
}

/** This checkout's program with a stack file's settings; what is encrypted in it stays closed, as no other key opens it. */
export const programOf = (file: string) => async (): Promise<unknown> => {
  const { config, secretKeys } = readStackFile(file);
  pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);
  return program(false);
};
