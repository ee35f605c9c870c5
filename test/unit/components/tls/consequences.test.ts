import fc from "fast-check";
import { policies } from "../../../../components/network/policies";
import { workloadLabels } from "../../../../components/kubernetes";
import {
  address,
  certificateNames,
  type Connection,
  host,
  isSecure,
  serverName,
  type Wiring,
  wiring,
  type Workload,
} from "../../../../components/wiring";
import type { Settings } from "../../../../settings";
import { settingsOf } from "../../../support/offline";
import { accepted } from "../arbitrary";
import { type NetworkPolicy, type Party, reaches } from "../network/reachability";
import { party } from "../wiring/rows";
import { configuration, serverSide } from "./sides";

/** What must follow from each row of the table, whatever a stack file says. */

const once = (check: (settings: Settings, wires: Wiring) => void) =>
  fc.assert(
    fc.property(
      accepted.map(({ stack, input }) => settingsOf(stack, input)),
      (settings) => check(settings, wiring(settings)),
    ),
    { numRuns: 60 },
  );

/** Rows of a program of the stack that calls an address which it is told. */
const told = ({ connections }: Wiring) =>
  connections.filter(({ from, via }) => typeof from !== "string" && ["service", "entry", "ring"].includes(via));

test("the client is told the address, with https where the port wants it", () => {
  once((settings, wires) => {
    const wrong = told(wires).filter((row) => {
      const text = configuration(settings, wires, row.from as Workload);
      return (
        !text.includes(address(row)) || (isSecure(row.to.ports[row.port]) && text.includes(`http://${address(row)}`))
      );
    });
    expect(wrong.map((row) => `${party(row.from)} -> ${address(row)}`)).toEqual([]);
  });
});

test("the server is told what the table says of the port", () => {
  once((settings, wires) => {
    const ports = wires.workloads.flatMap((workload) =>
      Object.entries(workload.ports).map(([port, { tls }]) => ({ workload, port, tls })),
    );
    const different = ports.filter(({ workload, port, tls }) => serverSide(settings, wires, workload, port) !== tls);
    expect(different.map(({ workload, port, tls }) => `${workload.name}:${port} is not ${tls}`)).toEqual([]);
  });
});

/** What a caller checks a certificate for: the name that it calls, or the component's where it calls addresses. */
const checkedFor = (wires: Wiring, row: Connection): string[] => [
  serverName(row.to.component, wires),
  ...(row.via === "pods" ? [] : [host(row)]),
];

test("the certificate holds every name that callers check for", () => {
  once((settings, wires) => {
    const missing = wires.connections
      .filter(({ to, port }) => isSecure(to.ports[port]))
      .flatMap((row) =>
        checkedFor(wires, row).filter((name) => !certificateNames(settings, wires, row.to).includes(name)),
      );
    expect(missing).toEqual([]);
  });
});

test("of what passes between workloads, each has a row, and each row passes", () => {
  once((settings, wires) => {
    const rules = policies(settings, wires).map(
      ({ name, namespace, selector, ingress, egress }) =>
        ({
          metadata: { name, namespace },
          spec: {
            policyTypes: ["Ingress", "Egress"],
            podSelector: { matchLabels: selector },
            ingress: ingress.map((rule) => ({ from: rule.peers, ports: rule.ports })),
            egress: egress.map((rule) => ({ to: rule.peers, ports: rule.ports })),
          },
        }) as unknown as NetworkPolicy,
    );
    // Without a policy of its own a workload is on its host's network.
    const held = wires.workloads.filter(({ name }) => rules.some(({ metadata }) => metadata.name === name));
    const pods = held.map((workload, n): Party => ({
      name: workload.name,
      address: `10.244.0.${n}`,
      pod: { namespace: workload.namespace, labels: workloadLabels(settings, wires, workload) },
    }));
    const numbers = [...new Set(held.flatMap(({ ports }) => Object.values(ports).map(({ number }) => number)))];
    const passing = pods.flatMap((from) =>
      pods.flatMap((to) =>
        numbers.filter((port) => reaches(rules, from, to, port)).map((port) => `${from.name} -> ${to.name}:${port}`),
      ),
    );
    const names = held.map(({ name }) => name);
    const rows = wires.connections
      .filter(({ from, to }) => names.includes(party(from)) && names.includes(to.name))
      .map(({ from, to, port }) => `${party(from)} -> ${to.name}:${to.ports[port].number}`);
    expect(passing.sort()).toEqual([...new Set(rows)].sort());
  });
});
