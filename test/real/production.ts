import { gatewayAddress, realNodes } from "../../lab/control-plane/addresses";
import { eventually, fixtureWith } from "../lab/lab";
import { type ObjectStorage, s3Access } from "./object-storage";
import { kubectl, mopAside } from "./real-lab";

/** The production stack for three real nodes: as its fixture has it in everything but where what it calls is, and its size. */

export const namespace = "observability-production";

/** What fits on the cores of one machine. */
const size = (memory: string) => ({
  resources: { requests: { cpu: "50m", memory }, limits: { cpu: "2", memory: "1Gi" } },
});

const outside = [{ cidr: `${gatewayAddress}/32` }];

/** Where the tests send and ask from. Pods of its own a node always reaches, those of other nodes by rules only. */
const inside = [{ cidr: `${realNodes[0].address}/32` }];

const settings = (storage: ObjectStorage) => ({
  "mop:objectStorage": storage.settings,
  "mop:network": { apiServer: outside, objectStorage: outside, applications: inside, readers: inside },
  "mop:obi": size("256Mi"),
  "mop:alloy": { ...size("256Mi"), receivers: size("256Mi") },
  "mop:tempo": size("256Mi"),
  "mop:mimir": size("512Mi"),
  "mop:loki": size("512Mi"),
});

/** Brings it up, while somebody gives the backends their credentials as soon as there is a namespace for them. */
export async function up(storage: ObjectStorage): Promise<{ code: number | null; output: string }> {
  const ended = mopAside("up", "--stack", "production", "--config-file", fixtureWith("production", settings(storage)));
  await eventually(
    () => kubectl("get", "namespaces", "--output", "name"),
    (names) => names.includes(`namespace/${namespace}\n`),
    300,
  );
  const literals = [`--from-literal=access-key-id=${s3Access.id}`, `--from-literal=secret-access-key=${s3Access.key}`];
  kubectl("--namespace", namespace, "create", "secret", "generic", "mop-object-storage", ...literals);
  return ended;
}
