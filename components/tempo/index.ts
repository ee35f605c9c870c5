import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, tempoConfig, tempoOverrides } from "./config";
import { tempoRoles } from "./roles";

export { tempoChecks } from "./checks";

/** Tempo: stores traces. One pod unless distributed: a restart pauses ingest, which the queue of Alloy covers. */
export class Tempo extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings, wiring } = args;
    super(
      "mop:index:Tempo",
      name,
      {
        ...args,
        backend: "tempo",
        roles: tempoRoles(settings),
        config: tempoConfig(settings, wiring),
        overrides: tempoOverrides(settings),
        dataFolder,
        alivePath: "/status/version",
      },
      opts,
    );
  }
}
