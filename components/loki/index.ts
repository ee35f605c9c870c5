import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, lokiConfig } from "./config";

export { lokiChecks } from "./checks";

/** Loki: stores logs. */
export class Loki extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const config = lokiConfig(args.settings.loki, args.wiring.workloads.loki);
    super("mop:index:Loki", name, { ...args, backend: "loki", config, dataFolder, gracePeriod: 300 }, opts);
  }
}
