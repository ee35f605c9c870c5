import type * as pulumi from "@pulumi/pulumi";
import { imageReference } from "../../settings";
import { type ComponentArgs, StatefulWorkload, toYaml } from "../kubernetes";
import { dataFolder, lokiConfig } from "./config";

export { lokiChecks } from "./checks";

/** Loki: stores logs. */
export class Loki extends StatefulWorkload {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { loki } = args.settings;
    const workload = args.wiring.workloads.loki;
    super(
      "mop:index:Loki",
      name,
      {
        ...args,
        workload,
        image: imageReference("loki", loki.version),
        args: ["-config.file=/etc/loki/loki.yaml"],
        replicas: 1,
        config: { directory: "/etc/loki", name: "loki.yaml", text: toYaml(lokiConfig(loki, workload)) },
        data: { directory: dataFolder, storage: loki.storage },
        user: 10001,
        resources: loki.resources,
        readyPath: "/ready",
        gracePeriod: 300,
      },
      opts,
    );
  }
}
