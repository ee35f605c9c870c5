import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, lokiConfig, lokiOverrides } from "./config";
import { lokiRoles } from "./roles";

export { lokiChecks } from "./checks";

/** Loki: stores logs. */
export class Loki extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings, wiring } = args;
    super(
      "mop:index:Loki",
      name,
      {
        ...args,
        backend: "loki",
        roles: lokiRoles(settings),
        config: lokiConfig(settings, wiring),
        overrides: lokiOverrides(settings),
        dataFolder,
        alivePath: "/services",
      },
      opts,
    );
  }
}
