import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { homeOf, type StackArgs, stackLabels } from "../kubernetes";
import { policies, type Rule } from "./policies";

export { networkChecks } from "./checks";

/** Denies everything in both namespaces, in and out, and then allows what the wiring says. */
export class Network extends pulumi.ComponentResource {
  constructor(name: string, args: StackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:Network", name, {}, opts);
    const { settings, wiring, namespaces } = args;
    if (settings.network.policies) {
      const labels = stackLabels(settings);
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
      for (const [home, namespace] of Object.entries(namespaces))
        policy(`${home}-deny-all`, "deny-all", namespace, { podSelector: {} });
      for (const one of policies(settings, wiring)) {
        policy(one.name, one.name, homeOf(args, one.namespace), {
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
