import { address, connection, host, wiring } from "../../../../components/wiring";
import type { KubernetesObject } from "../../../../review/manifests";
import { settingsOf } from "../settings";
import { ofKind, type PodOwner, podOwners } from "../workloads";
import { party } from "./rows";

/** The table against what is rendered: a Service without a row is dead, a row without a Service is a broken address. */

interface Service extends KubernetesObject {
  readonly spec: {
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly {
      readonly name: string;
      readonly port: number;
      readonly targetPort: string;
      readonly protocol: string;
      readonly appProtocol: string;
    }[];
  };
}

const servicesOf = async (name: string): Promise<Service[]> => (await ofKind(name, "Service")) as Service[];

const selects = (selector: Service["spec"]["selector"], { spec }: PodOwner): boolean =>
  Object.entries(selector).every(([label, value]) => spec.template.metadata.labels[label] === value);

describe.each(["dev", "staging", "production", "distributed"])("%s", (name) => {
  const wires = wiring(settingsOf(name));
  // A row "pods" has no address: its pods are found through the API server or through the ring.
  const rows = wires.connections.filter(({ via }) => via !== "pods");

  test("every row leads to a Service that has its port, by number and name", async () => {
    const services = await servicesOf(name);
    const broken = rows.filter((row) => {
      const found = services.find(({ metadata }) => `${metadata.name}.${metadata.namespace}.svc` === host(row));
      const port = found?.spec.ports.find((one) => one.name === row.port);
      return port === undefined || address(row) !== `${host(row)}:${port.port}`;
    });
    expect(broken.map((row) => `${party(row.from)} -> ${address(row)}`)).toEqual([]);
  });

  test("every port of a Service is on some row, but those that a StatefulSet alone needs it for", async () => {
    const reached = new Set(rows.map(address));
    const sets = await podOwners(name, "StatefulSet");
    const governing = sets.map(({ spec }) => spec.serviceName);
    const dead = (await servicesOf(name)).flatMap(({ metadata, spec }) =>
      spec.ports
        .filter(({ port }) => !reached.has(`${metadata.name}.${metadata.namespace}.svc:${port}`))
        .map((port) => [metadata.name, port.name]),
    );
    expect(dead.filter(([service]) => !governing.includes(service))).toEqual([]);
    const asked = rows.filter(({ via }) => via === "headless").map(({ to, port }) => `${to.name}-headless ${port}`);
    const all = wires.workloads
      .filter((workload) => sets.some(({ metadata }) => metadata.name === workload.name))
      .flatMap((workload) => Object.keys(workload.ports).map((port) => `${workload.name}-headless ${port}`));
    expect(dead.map((pair) => pair.join(" ")).sort()).toEqual(all.filter((one) => !asked.includes(one)).sort());
  });

  test("each selects exactly the pods that its rows lead to", async () => {
    const owners = await podOwners(name);
    for (const { metadata, spec } of await servicesOf(name)) {
      const leading = rows.filter((row) => host(row) === `${metadata.name}.${metadata.namespace}.svc`);
      const targets = new Set(leading.map(({ to }) => to.name));
      if (targets.size === 0) targets.add(metadata.name.replace(/-headless$/, ""));
      const chosen = owners.filter((owner) => selects(spec.selector, owner));
      expect([metadata.name, chosen.map((owner) => owner.metadata.name).sort()]).toEqual([
        metadata.name,
        [...targets].sort(),
      ]);
      expect(chosen.filter((owner) => owner.metadata.namespace !== metadata.namespace)).toEqual([]);
      const named = chosen.map((owner) => owner.spec.template.spec.containers[0].ports.map((port) => port.name));
      expect(spec.ports.filter(({ targetPort }) => !named.every((names) => names.includes(targetPort)))).toEqual([]);
    }
  });

  test("pods that find each other by name are there before they are ready", async () => {
    for (const { metadata, spec } of await servicesOf(name)) {
      const early = /-(headless|ring)$/.test(metadata.name);
      const each = early || metadata.name.endsWith("-ready");
      expect([metadata.name, spec.clusterIP, spec.publishNotReadyAddresses]).toEqual([
        metadata.name,
        each ? "None" : undefined,
        early ? true : undefined,
      ]);
    }
  });
});

test.each([
  ["dev", "alloy", ["otlp-grpc 4317 grpc", "otlp-http 4318 http"]],
  ["production", "alloy-receiver", ["otlp-grpc 4317 grpc", "otlp-http 4318 http"]],
])("%s: senders of telemetry know one Service, with %s behind it", async (stack, behind, ports) => {
  const entry = (await servicesOf(stack)).find(({ metadata }) => metadata.name === "otlp");
  expect(entry?.spec.selector).toEqual({
    "app.kubernetes.io/name": behind,
    "app.kubernetes.io/instance": `mop-${stack}`,
  });
  expect(entry?.spec.ports.map((one) => `${one.name} ${one.port} ${one.appProtocol}`)).toEqual(ports);
  expect(entry?.spec.ports.map(({ name, targetPort, protocol }) => [targetPort === name, protocol])).toEqual(
    ports.map(() => [true, "TCP"]),
  );
  const row = connection(wiring(settingsOf(stack)), "obi", "alloy", "otlp-grpc");
  expect(row.to.name).toBe(behind);
});
