import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, tempoConfig } from "./config";

export { tempoChecks } from "./checks";

/** Tempo: stores traces. One pod: a restart pauses ingest, which Alloy's queue covers. */
export class Tempo extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const config = tempoConfig(args.settings.tempo, args.wiring.workloads.tempo);
    super("mop:index:Tempo", name, { ...args, backend: "tempo", config, dataFolder, gracePeriod: 300 }, opts);
  }
}
