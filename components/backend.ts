import type * as pulumi from "@pulumi/pulumi";
import { imageReference, type Tree } from "../settings";
import { type ComponentArgs, StatefulWorkload, toYaml } from "./kubernetes";

interface BackendArgs extends ComponentArgs {
  backend: "tempo" | "mimir" | "loki";
  /** Its whole configuration. */
  config: Tree;
  /** Where it keeps everything that it writes. */
  dataFolder: string;
  /** Seconds that flushing to the volume may take at a shutdown. */
  gracePeriod: number;
}

/** What Tempo, Mimir and Loki have in common: one program with one YAML file, whose images run as user 10001. */
export abstract class Backend extends StatefulWorkload {
  constructor(type: string, name: string, args: BackendArgs, opts?: pulumi.ComponentResourceOptions) {
    const { backend, settings, wiring } = args;
    const { version, storage, resources } = settings[backend];
    super(
      type,
      name,
      {
        settings,
        wiring,
        namespace: args.namespace,
        workload: wiring.workloads[backend],
        image: imageReference(backend, version),
        args: [`-config.file=/etc/${backend}/${backend}.yaml`],
        replicas: 1,
        config: { directory: `/etc/${backend}`, name: `${backend}.yaml`, text: toYaml(args.config) },
        data: { directory: args.dataFolder, storage },
        user: 10001,
        resources,
        readyPath: "/ready",
        gracePeriod: args.gracePeriod,
      },
      opts,
    );
  }
}
