import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, mimirConfig } from "./config";

export { mimirChecks } from "./checks";

/** Mimir: stores metrics. */
export class Mimir extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const config = mimirConfig(args.settings.mimir, args.wiring.workloads.mimir);
    super("mop:index:Mimir", name, { ...args, backend: "mimir", config, dataFolder, gracePeriod: 600 }, opts);
  }
}
