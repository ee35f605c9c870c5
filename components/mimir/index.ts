import type * as pulumi from "@pulumi/pulumi";
import { imageReference } from "../../settings";
import { type ComponentArgs, StatefulWorkload, toYaml } from "../kubernetes";
import { dataFolder, mimirConfig } from "./config";

export { mimirChecks } from "./checks";

/** Mimir: stores metrics. */
export class Mimir extends StatefulWorkload {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { mimir } = args.settings;
    const workload = args.wiring.workloads.mimir;
    super(
      "mop:index:Mimir",
      name,
      {
        ...args,
        workload,
        image: imageReference("mimir", mimir.version),
        args: ["-config.file=/etc/mimir/mimir.yaml"],
        replicas: 1,
        config: { directory: "/etc/mimir", name: "mimir.yaml", text: toYaml(mimirConfig(mimir, workload)) },
        data: { directory: dataFolder, storage: mimir.storage },
        user: 10001,
        resources: mimir.resources,
        readyPath: "/ready",
        gracePeriod: 600,
      },
      opts,
    );
  }
}
