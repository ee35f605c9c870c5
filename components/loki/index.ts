import type * as pulumi from "@pulumi/pulumi";
import { type Fault, imageReference, milliseconds, type Settings, shown } from "../../settings";
import { extraConfigFaults } from "../extra-config";
import { type ComponentArgs, StatefulWorkload, toYaml } from "../kubernetes";
import { dataFolder, lokiConfig, lokiFormat } from "./config";

export const lokiChecks = ({ loki }: Settings): Fault[] => [
  ...(milliseconds(loki.retention) < milliseconds("24h")
    ? [
        {
          path: ["loki", "retention"],
          found: shown(loki.retention),
          expected: "24h or more: Loki deletes by whole days",
          mend: [{ set: ["loki", "retention"], value: "24h" }],
        },
      ]
    : []),
  ...extraConfigFaults(lokiFormat, loki.extraConfig),
];

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
