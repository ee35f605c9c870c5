import type * as pulumi from "@pulumi/pulumi";
import { Backend } from "../backend";
import type { ComponentArgs } from "../kubernetes";
import { dataFolder, mimirConfig, mimirOverrides } from "./config";
import { mimirRoles } from "./roles";

export { mimirChecks } from "./checks";

/** Mimir: stores metrics. */
export class Mimir extends Backend {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings, wiring } = args;
    super(
      "mop:index:Mimir",
      name,
      {
        ...args,
        backend: "mimir",
        roles: mimirRoles(settings),
        config: mimirConfig(settings, wiring),
        overrides: mimirOverrides(settings),
        dataFolder,
        alivePath: "/services",
      },
      opts,
    );
  }
}
