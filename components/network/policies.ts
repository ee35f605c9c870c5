import type { Settings } from "../../settings";
import { type Labels, selectorLabels } from "../kubernetes";
import type { Supplier, Wiring } from "../wiring";
import { isOnHost, type Peer, peers, supplierPeers } from "./peers";

/** What the pods of one workload may take in and send out; nothing else passes. */
export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Labels;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

export interface Rule {
  readonly peers: readonly Peer[];
  readonly ports: readonly Port[];
}

export interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** A policy for each workload, each rule of which is a row of the wiring. */
export const policies = (settings: Settings, { workloads, connections, supplies }: Wiring): readonly Policy[] =>
  workloads
    .filter((workload) => !isOnHost(settings, workload))
    .map((workload) => ({
      name: workload.name,
      namespace: workload.namespace,
      selector: selectorLabels(settings, workload),
      ingress: rules(
        connections
          .filter(({ to }) => to.name === workload.name)
          .map((row) => ({ peers: peers(settings, row, row.from), ports: [portOf(row)] })),
      ),
      egress: rules([
        ...connections
          .filter(({ from }) => typeof from !== "string" && from.name === workload.name)
          .map((row) => ({ peers: peers(settings, row, row.to), ports: [portOf(row)] })),
        ...supplies
          .filter(({ from }) => from.name === workload.name)
          .map(({ to }) => ({ peers: supplierPeers(settings, to), ports: supplierPorts(settings)[to] })),
      ]),
    }));

const tcp = (port: number): Port => ({ protocol: "TCP", port });

const portOf = ({ to, port }: Wiring["connections"][number]): Port => tcp(to.ports[port].number);

/** Where a supplier listens. The API server is called by its Service and, behind it, by its own port. */
export const supplierPorts = ({ objectStorage, kafka }: Settings): Readonly<Record<Supplier, readonly Port[]>> => ({
  dns: [{ protocol: "UDP", port: 53 }, tcp(53)],
  "api-server": [tcp(443), tcp(6443)],
  "object-storage": [tcp(portIn(objectStorage.endpoint) ?? (objectStorage.tls ? 443 : 80))],
  kafka: [tcp(portIn(kafka.address) ?? 9092)],
});

const portIn = (address = ""): number | undefined => {
  const [, port] = /:([0-9]+)$/.exec(address) ?? [];
  return port === undefined ? undefined : Number(port);
};

/** One rule for each set of peers, with all the ports that there is a reason for. A rule without peers would be for all. */
function rules(found: readonly Rule[]): readonly Rule[] {
  const merged = new Map<string, Rule>();
  for (const { peers, ports } of found) {
    if (peers.length === 0) continue;
    const key = JSON.stringify(peers);
    const known = merged.get(key)?.ports ?? [];
    const added = ports.filter(
      (port) => !known.some((one) => one.port === port.port && one.protocol === port.protocol),
    );
    merged.set(key, { peers, ports: [...known, ...added].sort((a, b) => a.port - b.port) });
  }
  return [...merged.values()];
}
