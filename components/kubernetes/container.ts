import type { types } from "@pulumi/kubernetes";
import { mebibytes, type Resources } from "../../settings";
import type { Port } from "../wiring";

type Plain<T> = { [K in keyof T]: T[K] };
export type EnvVar = Plain<types.input.core.v1.EnvVar>;
export type Probe = Plain<types.input.core.v1.Probe>;

/** Ports of a container, in the order of the table. */
export const containerPorts = (ports: Readonly<Record<string, Port>>): types.input.core.v1.ContainerPort[] =>
  Object.entries(ports).map(([name, port]) => ({ name, containerPort: port.number, protocol: "TCP" }));

/** Ports of a Service. `targetPort` is the container port's name, so a renumbered port needs no change here. */
export const servicePortSpecs = (ports: Readonly<Record<string, Port>>): types.input.core.v1.ServicePort[] =>
  Object.entries(ports).map(([name, port]) => ({
    name,
    port: port.number,
    targetPort: name,
    protocol: "TCP",
    appProtocol: port.protocol,
  }));

/** Requests and limits with a bound on scratch files, which would otherwise fill the node's disk. */
export const containerResources = ({ requests, limits }: Resources): types.input.core.v1.ResourceRequirements => ({
  requests: { cpu: requests.cpu, memory: requests.memory, "ephemeral-storage": "64Mi" },
  limits: { cpu: limits.cpu, memory: limits.memory, "ephemeral-storage": "1Gi" },
});

/** A variable whose value stays in a Secret: only the Secret's name is in the manifest. */
export const fromSecret = (name: string, secret: string, key: string): EnvVar => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** Tells Go's collector how much memory there is; without it a Go process learns of its limit by being killed. */
export const goMemoryLimit = (resources: Resources, share: number): EnvVar => ({
  name: "GOMEMLIMIT",
  value: `${mebibytes(resources.limits.memory, share)}MiB`,
});
