import { type Connection, type Supplier, wiring } from "../../../../components/wiring";
import type { KubernetesObject } from "../../../../review/manifests";
import { objects } from "../../../support/offline";
import { settingsOf } from "../settings";
import { addresses, insiders, outsiders } from "./parties";
import { type NetworkPolicy, type Party, reaches } from "./reachability";

/** The rendered policies against the table: what passes is what has a row, whoever asks for whatever port. */

const runs = new Map<string, readonly KubernetesObject[]>();

beforeAll(async () => {
  for (const stack of ["dev", "staging", "production", "distributed"]) {
    runs.set(stack, [...(await objects(stack, addresses)).values()]);
  }
});

const objectsOf = (stack: string) => runs.get(stack) ?? [];
const policiesOf = (stack: string) =>
  objectsOf(stack).filter(({ kind }) => kind === "NetworkPolicy") as NetworkPolicy[];

/** Ports that stacks listen on or call, and some that nobody should. */
const ports = [22, 53, 80, 443, 3100, 3200, 4317, 4318, 6443, 7946, 8080, 9092, 9093, 9095, 12345, 18999, 19464];

const pass = (from: string, to: string, port: number, protocol = "TCP") => `${from} -> ${to}:${port}/${protocol}`;

/** Who stands for the table's outsiders among the parties of the test, and where suppliers listen. */
const named: Readonly<Record<string, Readonly<Record<"readers" | "applications", readonly string[]>>>> = {
  staging: { readers: [], applications: [] },
  production: { readers: [], applications: [] },
  distributed: { readers: ["grafana"], applications: ["payments"] },
};
const listening: Readonly<Record<Supplier, readonly (readonly [who: string, port: number, protocol?: string])[]>> = {
  dns: ["dns", "node-dns"].flatMap((who) => [[who, 53] as const, [who, 53, "UDP"] as const]),
  "api-server": [
    ["api-server", 443],
    ["api-server", 6443],
  ],
  "object-storage": [["object-storage", 443]],
  kafka: [["kafka", 9093]],
};

describe.each(["staging", "production", "distributed"])("%s", (stack) => {
  const wires = wiring(settingsOf(stack, addresses));

  /** On the host's network OBI has the address of its node, so what is allowed to it is allowed to every process there. */
  const onHost = stack === "staging";
  const expected = () => {
    const callers = ({ from }: Connection): readonly string[] => {
      if (typeof from === "string") return named[stack][from];
      return from.name === "obi" && onHost ? ["obi", "node"] : [from.name];
    };
    const rows = wires.connections.flatMap((row) =>
      callers(row).map((from) => pass(from, row.to.name, row.to.ports[row.port].number)),
    );
    const supplies = wires.supplies
      .filter(({ from }) => !(from.name === "obi" && onHost))
      .flatMap(({ from, to }) => listening[to].map(([who, port, protocol]) => pass(from.name, who, port, protocol)));
    return new Set([...rows, ...supplies]);
  };

  test("what passes to and from its pods is what the table has a row for", () => {
    const policies = policiesOf(stack);
    const own = insiders(objectsOf(stack));
    const everybody = [...own, ...outsiders];
    // Traffic between two that no policy holds is not the stack's.
    const held = (one: Party) => one.pod !== undefined && own.includes(one);
    const passing = new Set<string>();
    for (const from of everybody) {
      for (const to of everybody) {
        if (from === to ? !held(from) : !held(from) && !held(to)) continue;
        for (const port of ports) {
          if (reaches(policies, from, to, port)) passing.add(pass(from.name, to.name, port));
          if (port === 53 && reaches(policies, from, to, port, "UDP"))
            passing.add(pass(from.name, to.name, port, "UDP"));
        }
      }
    }
    expect([...passing].sort()).toEqual([...expected()].sort());
  });

  test("each namespace denies everything that is not allowed", () => {
    const { namespaces } = settingsOf(stack);
    const denying = policiesOf(stack).filter(({ metadata }) => metadata.name === "deny-all");
    expect(denying.map(({ metadata, spec }) => [metadata.namespace, spec])).toEqual(
      [namespaces.agents, namespaces.backends].map((namespace) => [
        namespace,
        { policyTypes: ["Ingress", "Egress"], podSelector: {} },
      ]),
    );
  });

  test("no rule is for everybody", () => {
    const { namespaces } = settingsOf(stack);
    const own = policiesOf(stack).filter(({ metadata }) =>
      Object.values(namespaces).includes(metadata.namespace ?? ""),
    );
    const rules = own.flatMap(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])]);
    expect(rules.length).toBeGreaterThan(0);
    expect(
      rules.filter(({ from, to, ports: open }) => (from ?? to ?? []).length === 0 || (open ?? []).length === 0),
    ).toEqual([]);
  });
});

test("dev has none unless it asks for them", () => {
  expect(policiesOf("dev")).toEqual([]);
});

test.each([
  ["production", "alloy-receiver", "alloy", 4317, true],
  ["production", "obi", "alloy-receiver", 4317, true],
  ["production", "obi", "alloy", 4317, false],
  ["production", "stranger", "alloy-receiver", 4317, false],
  ["production", "alloy-receiver", "mimir", 8080, false],
  ["production", "alloy", "mimir", 8080, true],
  ["production", "alloy", "mimir", 9095, false],
  ["production", "mimir", "mimir", 9095, true],
  ["production", "mimir", "loki", 3100, false],
  ["production", "tempo", "internet", 443, false],
  ["production", "tempo", "object-storage", 443, true],
  ["production", "mimir", "api-server", 443, false],
  ["production", "mimir", "metadata service", 80, false],
  ["staging", "node", "alloy", 4317, true],
  ["staging", "node", "mimir", 8080, false],
  ["distributed", "grafana", "mimir-query-frontend", 8080, true],
  ["distributed", "grafana", "mimir-ingester", 8080, false],
  ["distributed", "other of grafana", "mimir-query-frontend", 8080, false],
  ["distributed", "payments", "alloy-receiver", 4318, true],
  ["distributed", "payments", "alloy", 4317, false],
  ["distributed", "loki-querier", "kafka", 9093, false],
  ["distributed", "mimir-distributor", "kafka", 9093, true],
])("%s: from %s to %s:%i: %s", (stack, from, to, port, allowed) => {
  const everybody = [...insiders(objectsOf(stack)), ...outsiders];
  const named = (name: string) => everybody.find((one) => one.name === name) as Party;
  expect(reaches(policiesOf(stack), named(from), named(to), port)).toBe(allowed);
});
