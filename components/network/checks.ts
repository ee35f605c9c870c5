import { configPath, type Fault, type Path, type Settings } from "../../settings";
import { type Supplier, wiring, type Workload } from "../wiring";
import { addressesOf, isOnHost } from "./peers";

/** Rules that would shut out what the stack needs, or that say nothing. */
export const networkChecks = (settings: Settings): readonly Fault[] => [
  ...peerFaults(settings),
  ...(settings.network.policies ? [...nodeFaults(settings), ...supplierFaults(settings)] : []),
];

const lists = ["readers", "applications", "apiServer", "objectStorage", "kafka", "dns"] as const;

/** Pods or addresses: with both, or neither, it is not known which. */
const peerFaults = ({ network }: Settings): Fault[] =>
  lists.flatMap((list) =>
    network[list].flatMap(({ namespace, podLabels, cidr }, n): Fault[] => {
      const path: Path = ["network", list, n];
      const pods = namespace !== undefined || Object.keys(podLabels).length > 0;
      if (cidr !== undefined && pods) {
        return [
          {
            path,
            found: "cidr beside namespace or podLabels",
            expected: "one of the two: pods have no lasting addresses",
            mend: [{ remove: [...path, "cidr"] }],
          },
        ];
      }
      if (cidr !== undefined || namespace !== undefined) return [];
      return [
        {
          path,
          found: pods ? "podLabels alone" : "nothing",
          expected: 'a namespace ("*" for all of them) with or without podLabels, or a cidr',
          mend: [pods ? { set: [...path, "namespace"], value: "*" } : { remove: path }],
        },
      ];
    }),
  );

/** Addresses kept for documentation (RFC 5737), which `npm run up` refuses: see settings/placeholders.ts. */
const placeholder = "192.0.2.0/24";

function nodeFaults(settings: Settings): Fault[] {
  const agent = wiring(settings).workloads.find((workload: Workload) => isOnHost(settings, workload));
  if (agent === undefined || settings.network.nodes.length > 0) return [];
  return [
    {
      path: ["network", "nodes"],
      found: "nothing",
      expected:
        "the CIDRs of the nodes: with network metrics or context propagation OBI is on the hosts' network, where no policy knows it by its labels",
      mend: [{ set: ["network", "nodes", 0], value: placeholder }],
    },
  ];
}

const what: Readonly<Record<Supplier, string>> = {
  dns: "where the cluster's DNS is: without it nobody finds anybody",
  "api-server": "the CIDRs of the Kubernetes API server, which Alloy asks about pods",
  "object-storage": "the CIDRs of the object storage",
  kafka: "where the brokers are",
};

/** What is not listed is denied. */
function supplierFaults(settings: Settings): Fault[] {
  const { supplies } = wiring(settings);
  const needed = [...new Set(supplies.map(({ to }) => to))].filter(
    (supplier) => settings.network[addressesOf(supplier)].length === 0,
  );
  return needed.map((supplier) => {
    const path: Path = ["network", addressesOf(supplier)];
    return {
      path,
      found: "nothing",
      expected: `${what[supplier]}; what is not allowed is denied (${configPath(["network", "policies"])})`,
      // For DNS there is a default.
      mend: [supplier === "dns" ? { remove: path } : { set: [...path, 0, "cidr"], value: placeholder }],
    };
  });
}
