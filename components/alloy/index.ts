import type * as pulumi from "@pulumi/pulumi";
import { imageReference } from "../../settings";
import { type ComponentArgs, type Rule, StatefulWorkload } from "../kubernetes";
import { address, connection } from "../wiring";
import { pipeline } from "./pipeline";
import { alloyText, type Block } from "./syntax";

export { alloyChecks } from "./checks";

/** Where Alloy keeps its queues and write-ahead logs. */
const dataFolder = "/var/lib/alloy";

const apiAccess: readonly Rule[] = [
  {
    apiGroup: "",
    resources: ["pods", "namespaces"],
    verbs: ["get", "list", "watch"],
    why: "adds what Kubernetes knows of a pod to its telemetry, and finds the pods to scrape",
  },
  {
    apiGroup: "apps",
    resources: ["replicasets"],
    verbs: ["get", "list", "watch"],
    why: "finds the Deployment of a pod",
  },
];

/** Alloy: the gateway that takes everything in, completes it and hands it to the backends, with a queue on disk. */
export class Alloy extends StatefulWorkload {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings, wiring } = args;
    const { alloy } = settings;
    const workload = wiring.workloads.alloy;
    const blocks = [...pipeline(settings, wiring), ...(alloy.extraConfig as readonly unknown[] as readonly Block[])];
    super(
      "mop:index:Alloy",
      name,
      {
        ...args,
        workload,
        image: imageReference("alloy", alloy.version),
        args: [
          "run",
          "/etc/alloy/config.alloy",
          `--storage.path=${dataFolder}/data`,
          `--server.http.listen-addr=0.0.0.0:${workload.ports.http.number}`,
          // A queue on disk is still public preview.
          "--stability.level=public-preview",
          "--disable-reporting",
          "--cluster.enabled=true",
          `--cluster.name=mop-${settings.stack}`,
          `--cluster.join-addresses=${address(connection(wiring, "alloy", "alloy", "http"))}`,
        ],
        replicas: alloy.replicas,
        config: { directory: "/etc/alloy", name: "config.alloy", text: alloyText(blocks) },
        data: { directory: dataFolder, storage: alloy.storage },
        user: 473,
        resources: alloy.resources,
        readyPath: "/-/ready",
        gracePeriod: 60,
        apiAccess,
      },
      opts,
    );
  }
}
