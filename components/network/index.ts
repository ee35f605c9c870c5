import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";
import { stackLabels } from "../kubernetes";
import type { Wiring } from "../wiring";
import { policies, type Rule } from "./policies";

export { networkChecks } from "./checks";

export interface NetworkArgs {
  settings: Settings;
  wiring: Wiring;
  namespaces: Readonly<Record<"agents" | "backends", k8s.core.v1.Namespace>>;
}

/** Denies everything in both namespaces, in and out, and then allows what the wiring says. */
export class Network extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:Network", name, {}, opts);
    const { settings, wiring, namespaces } = args;
    if (settings.network.policies) {
      const labels = stackLabels(settings);
      const homes = Object.entries(namespaces);
      const policy = (
        suffix: string,
        named: string,
        namespace: k8s.core.v1.Namespace,
        spec: Omit<k8s.types.input.networking.v1.NetworkPolicySpec, "policyTypes">,
      ) =>
        new k8s.networking.v1.NetworkPolicy(
          `${name}-${suffix}`,
          {
            metadata: { namespace: namespace.metadata.name, name: named, labels },
            spec: { policyTypes: ["Ingress", "Egress"], ...spec },
          },
          { parent: this, deletedWith: namespace },
        );
      for (const [home, namespace] of homes) policy(`${home}-deny-all`, "deny-all", namespace, { podSelector: {} });
      for (const one of policies(settings, wiring)) {
        const namespace = one.namespace === settings.namespaces.agents ? namespaces.agents : namespaces.backends;
        policy(one.name, one.name, namespace, {
          podSelector: { matchLabels: one.selector },
          ingress: one.ingress.map((rule) => ({ from: [...rule.peers], ports: portsOf(rule) })),
          egress: one.egress.map((rule) => ({ to: [...rule.peers], ports: portsOf(rule) })),
        });
      }
    }
    this.registerOutputs();
  }
}

const portsOf = ({ ports }: Rule) => ports.map(({ protocol, port }) => ({ protocol, port }));
