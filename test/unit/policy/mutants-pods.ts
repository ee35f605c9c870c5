import type { Editable, Mutant } from "./mutants";

const loki = 'StatefulSet observability-production/loki, container "loki"';
const obi = 'DaemonSet obi-production/obi, container "obi"';

const spec = ({ inputs }: Editable) => inputs.spec.template.spec;
const container = (object: Editable) => spec(object).containers[0];
const security = (object: Editable) => container(object).securityContext;
const init = (object: Editable, change: object) =>
  (spec(object).initContainers = [{ ...container(object), ...change }]);

/** What a pod may do, what it may take, and what it is made from. */
export const podMutants: Readonly<Record<string, Mutant>> = {
  "OBI is privileged": {
    of: "DaemonSet obi",
    change: (object) => (security(object).privileged = true),
    says: [["privileged", `${obi}: it is privileged`]],
  },
  "OBI lacks a capability": {
    of: "DaemonSet obi",
    change: (object) =>
      (security(object).capabilities.add = security(object).capabilities.add.filter(
        (one: string) => one !== "NET_RAW",
      )),
    says: [["agent-capabilities", `${obi}: it lacks NET_RAW, without which it cannot observe applications`]],
  },
  "OBI has a capability too many": {
    of: "DaemonSet obi",
    change: (object) => security(object).capabilities.add.push("NET_ADMIN"),
    says: [["agent-capabilities", `${obi}: it is given NET_ADMIN, which nothing in its configuration needs`]],
  },
  "OBI measures the network, for which it may not look at packets": {
    of: "DaemonSet obi",
    change: (object) =>
      container(object).env.push(
        { name: "OTEL_EBPF_NETWORK_METRICS", value: "true" },
        { name: "OTEL_EBPF_NETWORK_SOURCE", value: "tc" },
      ),
    says: [["agent-capabilities", `${obi}: it lacks NET_ADMIN, without which it cannot measure the network`]],
  },
  "OBI is of a release that panics kernels": {
    of: "DaemonSet obi",
    change: (object) => (container(object).image = "docker.io/otel/ebpf-instrument:v0.11.0@sha256:5e89d7"),
    says: [["obi-version", `${obi}: OBI is v0.11.0`]],
  },
  "OBI passes on trace context": {
    of: "ConfigMap obi-config",
    change: ({ replace }) => replace("context_propagation: disabled", "context_propagation: headers"),
    says: [
      ["agent-capabilities", `${obi}: it lacks NET_ADMIN, without which it cannot pass on trace context`],
      ["outage-switches", "ConfigMap obi-production/obi-config, obi.yaml: context_propagation is on"],
    ],
  },
  "OBI is in the node's network": {
    of: "DaemonSet obi",
    change: (object) => (spec(object).hostNetwork = true),
    says: [["host-namespaces", "DaemonSet obi-production/obi: hostNetwork is on"]],
  },
  "OBI mounts the node's root": {
    of: "DaemonSet obi",
    change: (object) => spec(object).volumes.push({ name: "root", hostPath: { path: "/" } }),
    says: [["host-path", "DaemonSet obi-production/obi: it mounts / of the node"]],
  },
  "OBI listens on the node": {
    of: "DaemonSet obi",
    change: (object) => (container(object).ports[0].hostPort = 18999),
    says: [["host-ports", `${obi}: it opens port 18999 of the node`]],
  },
  "Loki is given a capability": {
    of: "StatefulSet loki",
    change: (object) => (security(object).capabilities.add = ["NET_ADMIN"]),
    says: [["added-capabilities", `${loki}: it is given NET_ADMIN`]],
  },
  "an init container of Loki is given a capability": {
    of: "StatefulSet loki",
    change: (object) =>
      init(object, {
        name: "own",
        image: `${container(object).image}@sha256:5e89d7`,
        securityContext: { ...security(object), capabilities: { drop: ["ALL"], add: ["CAP_CHOWN"] } },
      }),
    says: [
      ["added-capabilities", 'StatefulSet observability-production/loki, init container "own": it is given CHOWN'],
    ],
  },
  "Loki keeps the runtime's capabilities": {
    of: "StatefulSet loki",
    change: (object) => (security(object).capabilities.drop = ["NET_RAW"]),
    says: [["drop-capabilities", `${loki}: it keeps capabilities`]],
  },
  "Loki has no memory limit": {
    of: "StatefulSet loki",
    change: (object) => delete container(object).resources.limits.memory,
    says: [["memory-limit", `${loki}: no memory limit`]],
  },
  "Loki asks for no memory to speak of": {
    of: "StatefulSet loki",
    change: (object) => (container(object).resources.requests.memory = "64Mi"),
    says: [["memory-ratio", `${loki}: its memory limit 4Gi is more than 4 times its request 64Mi`]],
  },
  "Loki says nothing of CPU": {
    of: "StatefulSet loki",
    change: (object) => {
      delete container(object).resources.requests.cpu;
      delete container(object).resources.limits.cpu;
    },
    says: [["resource-requests", `${loki}: no cpu request`]],
  },
  "Loki's heap may fill its memory": {
    of: "StatefulSet loki",
    change: (object) => (container(object).env[0].value = "4GiB"),
    says: [["go-memory-limit", `${loki}: GOMEMLIMIT 4GiB leaves too little of the memory limit 4Gi`]],
  },
  "Loki may fill the node's disk": {
    of: "StatefulSet loki",
    change: (object) => delete container(object).resources.limits["ephemeral-storage"],
    says: [["ephemeral-storage", `${loki}: no limit of ephemeral storage`]],
  },
  "a folder of Loki has no limit": {
    of: "StatefulSet loki",
    change: (object) => Object.assign(spec(object).volumes.find(({ emptyDir }) => emptyDir) ?? {}, { emptyDir: {} }),
    says: [["ephemeral-storage", 'StatefulSet observability-production/loki: its volume "tmp" has no size limit']],
  },
  "Loki is the latest": {
    of: "StatefulSet loki",
    change: (object) => (container(object).image = "docker.io/grafana/loki:latest"),
    says: [
      ["image-tag", `${loki}: its image is docker.io/grafana/loki:latest`],
      ["image-digest", `${loki}: its image has no digest: docker.io/grafana/loki:latest`],
    ],
  },
  "Loki comes from somebody": {
    of: "StatefulSet loki",
    change: (object) => (container(object).image = "docker.io/grafanna/loki:3.7.8@sha256:5e89d7"),
    says: [["image-registry", `${loki}: its image is docker.io/grafanna/loki:3.7.8@sha256:5e89d7`]],
  },
  "Loki may run as root": {
    of: "StatefulSet loki",
    change: (object) => delete spec(object).securityContext.runAsNonRoot,
    says: [["run-as-non-root", `${loki}: only its user's number keeps it from root`]],
  },
  "Loki can write to its root file system": {
    of: "StatefulSet loki",
    change: (object) => (security(object).readOnlyRootFilesystem = false),
    says: [["read-only-root", `${loki}: its root file system can be written`]],
  },
  "Loki can gain privileges": {
    of: "StatefulSet loki",
    change: (object) => delete security(object).allowPrivilegeEscalation,
    says: [["privilege-escalation", `${loki}: its processes can gain privileges`]],
  },
  "Loki has no seccomp profile": {
    of: "StatefulSet loki",
    change: (object) => (spec(object).securityContext.seccompProfile.type = "Unconfined"),
    says: [["seccomp", `${loki}: its seccomp profile is Unconfined`]],
  },
  "Loki gets a token": {
    of: "StatefulSet loki",
    change: (object) => (spec(object).automountServiceAccountToken = true),
    says: [
      [
        "service-account-token",
        "StatefulSet observability-production/loki: its pods get a token for the Kubernetes API",
      ],
    ],
  },
  "Loki has no account of its own": {
    of: "StatefulSet loki",
    change: (object) => delete spec(object).serviceAccountName,
    says: [
      [
        "default-service-account",
        "StatefulSet observability-production/loki: its pods run as the default service account",
      ],
    ],
  },
};
