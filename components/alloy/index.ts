import * as pulumi from "@pulumi/pulumi";
import { imageReference, type Resources, type Storage } from "../../settings";
import {
  application,
  applicationLabels,
  type ComponentArgs,
  type Member,
  type Rule,
  selectorLabels,
  service,
} from "../kubernetes";
import { address, connection, entryName, entryPorts, type Workload, workload } from "../wiring";
import { pipeline } from "./pipeline";
import { receiverTier } from "./receiver-tier";
import { alloyText, type Block } from "./syntax";
import { isTwoTier } from "./tiers";
import { clusterTls } from "./tls";

export { alloyChecks } from "./checks";

/** Where Alloy keeps its queues and write-ahead logs. */
const dataFolder = "/var/lib/alloy";

/** Alloy: the gateway that takes everything in, completes it and hands it to the backends, with a queue on disk. */
export class Alloy extends pulumi.ComponentResource {
  constructor(name: string, args: ComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:Alloy", name, {}, opts);
    const { settings, wiring, namespace } = args;
    const { alloy } = settings;
    const gateway = workload(wiring, "alloy");
    const common = {
      ...args,
      image: imageReference("alloy", alloy.version, settings.images.registry),
      user: 473,
      readyPath: "/-/ready",
      // Not /-/healthy, which also speaks of what Alloy calls.
      alivePath: "/-/ready",
    };
    const cluster = [
      "--cluster.enabled=true",
      `--cluster.name=mop-${settings.stack}`,
      `--cluster.join-addresses=${address(connection(wiring, "alloy", "alloy", "http"))}`,
      ...clusterTls(wiring, gateway.ports.http),
    ];
    application(
      name,
      {
        ...common,
        name: "alloy",
        config: config([
          ...pipeline(settings, wiring),
          ...(alloy.extraConfig as readonly unknown[] as readonly Block[]),
        ]),
        apiAccess: apiAccess(settings),
        members: [member("StatefulSet", gateway, alloy, cluster, alloy.storage)],
      },
      this,
    );
    const twoTier = isTwoTier(settings);
    if (twoTier) {
      application(
        `${name}-receiver`,
        {
          ...common,
          name: "alloy-receiver",
          config: config(receiverTier(settings, wiring)),
          members: [member("Deployment", workload(wiring, "alloy-receiver"), alloy.receivers, [])],
        },
        this,
      );
    }
    const front = twoTier ? workload(wiring, "alloy-receiver") : gateway;
    service(
      `${name}-entry`,
      {
        metadata: {
          namespace: namespace.metadata.name,
          labels: applicationLabels(settings, "alloy"),
        },
        name: entryName,
        selector: selectorLabels(settings, front),
        ports: entryPorts(wiring, front),
        pods: "any",
      },
      { parent: this, deletedWith: namespace },
    );
    this.registerOutputs();
  }
}

const config = (blocks: readonly Block[]) => ({
  directory: "/etc/alloy",
  name: "config.alloy",
  text: alloyText(blocks),
});

const member = (
  kind: Member["kind"],
  of: Workload,
  size: { readonly replicas: number; readonly maxReplicas?: number; readonly resources: Resources },
  args: readonly string[],
  storage?: Storage,
): Member => ({
  workload: of,
  kind,
  args: [
    "run",
    "/etc/alloy/config.alloy",
    `--storage.path=${dataFolder}/data`,
    `--server.http.listen-addr=0.0.0.0:${of.ports.http.number}`,
    // A queue on disk is still public preview.
    "--stability.level=public-preview",
    "--disable-reporting",
    ...args,
  ],
  replicas: size.replicas,
  maxReplicas: size.maxReplicas,
  resources: size.resources,
  gracePeriod: 60,
  data: { directory: dataFolder, storage },
});

const watch = ["list", "watch"] as const;

const apiAccess = ({ logs }: ComponentArgs["settings"]): readonly Rule[] => [
  {
    apiGroup: "",
    resources: ["pods", "namespaces"],
    verbs: watch,
    why: "adds what Kubernetes knows of a pod to its telemetry, and finds the pods to scrape",
  },
  ...(logs.pods
    ? [{ apiGroup: "", resources: ["pods"], verbs: ["get"], why: "tells whether a container still runs" } as const]
    : []),
  { apiGroup: "apps", resources: ["replicasets"], verbs: watch, why: "finds the Deployment of a pod" },
  ...(logs.pods
    ? [{ apiGroup: "", resources: ["pods/log"], verbs: ["get"], why: "reads what containers write" } as const]
    : []),
  ...(logs.events
    ? [{ apiGroup: "", resources: ["events"], verbs: watch, why: "reads the events of the cluster" } as const]
    : []),
];
