import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Port } from "../wiring";
import { servicePortSpecs } from "./container";
import type { Labels } from "./labels";

/** Which pods it leads to: any one that is ready, or each by its name, or each as long as it is ready. */
export type ServiceKind = "any" | "each" | "each that is ready";

const fields = {
  any: { type: "ClusterIP" },
  // Peers must find each other before any of them is ready.
  each: { clusterIP: "None", publishNotReadyAddresses: true },
  "each that is ready": { clusterIP: "None" },
} as const;

export const service = (
  name: string,
  args: {
    metadata: { namespace: pulumi.Input<string>; labels: Labels };
    name: string;
    selector: Labels;
    ports: Readonly<Record<string, Port>>;
    pods: ServiceKind;
  },
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service =>
  new k8s.core.v1.Service(
    name,
    {
      metadata: { ...args.metadata, name: args.name },
      spec: { ...fields[args.pods], selector: args.selector, ports: servicePortSpecs(args.ports) },
    },
    opts,
  );
