import type * as pulumi from "@pulumi/pulumi";
import { imageReference } from "../../settings";
import { type ComponentArgs, StatefulWorkload, toYaml } from "../kubernetes";
import { dataFolder, tempoConfig } from "./config";

export { tempoChecks } from "./checks";

/** Tempo: stores traces. One pod: a restart pauses ingest, which Alloy's queue covers. */
export class Tempo extends StatefulWorkload {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { tempo } = args.settings;
    const workload = args.wiring.workloads.tempo;
    super(
      "mop:index:Tempo",
      name,
      {
        ...args,
        workload,
        image: imageReference("tempo", tempo.version),
        args: ["-config.file=/etc/tempo/tempo.yaml"],
        replicas: 1,
        config: { directory: "/etc/tempo", name: "tempo.yaml", text: toYaml(tempoConfig(tempo, workload)) },
        data: { directory: dataFolder, storage: tempo.storage },
        user: 10001,
        resources: tempo.resources,
        readyPath: "/ready",
        gracePeriod: 300,
      },
      opts,
    );
  }
}
