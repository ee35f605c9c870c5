import { obiPod } from "../../../../components/obi/pod";
import { wiring, workload } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { objects } from "../../../support/offline";
import { settingsOf } from "../settings";
import type { Pod } from "../workloads";
import { onlyOn, type Switch, switchNames } from "./switches";

function pod(obi: Tree = {}): Pod {
  const settings = settingsOf("dev", { obi });
  return obiPod(settings, workload(wiring(settings), "obi"), "obi", "obi-config") as unknown as Pod;
}

const container = (obi: Tree = {}) => pod(obi).containers[0];

/** OBI needs something to do, so each switch is tried beside one that asks for nothing special. */
const beside = (name: Switch) => onlyOn(["tcpBytes", name]);

test("the container is root with nothing but its capabilities", () => {
  expect(container().securityContext).toEqual({
    runAsUser: 0,
    privileged: false,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: {
      drop: ["ALL"],
      add: ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_PTRACE"],
    },
    appArmorProfile: { type: "Unconfined" },
  });
  expect(pod().securityContext).toEqual({ seccompProfile: { type: "RuntimeDefault" } });
});

test.each(switchNames)("%s: drops ALL, is not privileged, escalates only with SYS_ADMIN", (name) => {
  const { securityContext } = container(beside(name));
  expect(securityContext.privileged).toBe(false);
  expect(securityContext.capabilities.drop).toEqual(["ALL"]);
  expect(securityContext.allowPrivilegeEscalation).toBe(
    ["rhel418", "restrictedPerfEvents", "traceIdsInLogs", "goHeaders", "probeMetrics"].includes(name),
  );
  expect(securityContext.allowPrivilegeEscalation).toBe(securityContext.capabilities.add?.includes("SYS_ADMIN"));
});

const ownMounts = [
  { name: "config", mountPath: "/etc/obi", readOnly: true },
  { name: "run", mountPath: "/var/run/obi" },
];
const ownVolumes = [
  { name: "config", configMap: { name: "obi-config" } },
  { name: "run", emptyDir: { sizeLimit: "64Mi" } },
];
const folders = {
  cgroup: "/sys/fs/cgroup",
  tracing: "/sys/kernel/tracing",
  security: "/sys/kernel/security",
  bpf: "/sys/fs/bpf",
};
const mounted: Partial<Record<Switch, (keyof typeof folders)[]>> = {
  headers: ["cgroup", "tracing"],
  tcp: ["cgroup", "tracing"],
  all: ["cgroup", "tracing"],
  traceIdsInLogs: ["security", "bpf"],
  goHeaders: ["security"],
};

test.each(switchNames)("%s: mounts the folders of the node that it needs, for reading but where it pins", (name) => {
  const found = pod(beside(name));
  const needed = mounted[name] ?? [];
  expect(found.containers[0].volumeMounts).toEqual([
    ...ownMounts,
    ...needed.map((folder) => ({ name: folder, mountPath: folders[folder], readOnly: folder !== "bpf" })),
  ]);
  expect(found.volumes).toEqual([
    ...ownVolumes,
    ...needed.map((folder) => ({ name: folder, hostPath: { path: folders[folder], type: "Directory" } })),
  ]);
});

test.each(switchNames)("%s: the node's network, DNS and the probes' host go together", (name) => {
  const found = pod(beside(name));
  const probes = [
    found.containers[0].startupProbe,
    found.containers[0].readinessProbe,
    found.containers[0].livenessProbe,
  ];
  const onNode = ["network", "networkPackets", "networkZones", "headers", "tcp", "all"].includes(name);
  expect([found.hostNetwork, found.dnsPolicy]).toEqual(
    onNode ? [true, "ClusterFirstWithHostNet"] : [undefined, undefined],
  );
  expect(probes.map((probe) => probe.httpGet)).toEqual(
    Array(3).fill({ path: "/healthz", port: 18999, ...(onNode ? { host: "127.0.0.1" } : {}) }),
  );
});

test("the probes give start-up the longest time", () => {
  const { startupProbe, readinessProbe, livenessProbe } = container();
  expect(startupProbe).toMatchObject({ periodSeconds: 5, failureThreshold: 30 });
  expect(readinessProbe).toMatchObject({ periodSeconds: 15, failureThreshold: 3 });
  expect(livenessProbe).toMatchObject({ periodSeconds: 30, failureThreshold: 5 });
});

test("the environment: what OBI asks of itself, its configuration, what processes are recorded under, Go's memory", () => {
  const resources = { limits: { memory: "2Gi" } };
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  expect(container({ resources }).env).toEqual([
    field("NODE_NAME", "spec.nodeName"),
    field("POD_NAME", "metadata.name"),
    field("POD_NAMESPACE", "metadata.namespace"),
    { name: "OTEL_EBPF_CONFIG_PATH", value: "/etc/obi/obi.yaml" },
    { name: "OTEL_RESOURCE_ATTRIBUTES", value: "deployment.environment.name=dev" },
    { name: "GOMEMLIMIT", value: "1228MiB" },
  ]);
});

test("the pod runs on every Linux node that OBI has programs for, and sees the node's processes", () => {
  const { containers, volumes, ...rest } = pod();
  expect([containers.length, volumes.length]).toEqual([1, 2]);
  expect(rest).toEqual({
    serviceAccountName: "obi",
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    hostPID: true,
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
                { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
              ],
            },
          ],
        },
      },
    },
    tolerations: [
      { operator: "Exists", effect: "NoSchedule" },
      { operator: "Exists", effect: "NoExecute" },
    ],
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
  });
});

test("a seccomp profile of one's own takes the place of the runtime's", () => {
  expect(pod({ seccompProfile: "profiles/obi.json" }).securityContext).toEqual({
    seccompProfile: { type: "Localhost", localhostProfile: "profiles/obi.json" },
  });
});

test("node labels, AppArmor, image and resources come from the settings", () => {
  const resources = { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "2", memory: "3Gi" } };
  const found = pod({ nodeSelector: { pool: "web" }, appArmor: "RuntimeDefault", version: "v0.14.1", resources });
  expect(found.nodeSelector).toEqual({ pool: "web" });
  expect(found.containers[0].securityContext.appArmorProfile).toEqual({ type: "RuntimeDefault" });
  expect(found.containers[0].image).toBe("docker.io/otel/ebpf-instrument:v0.14.1");
  expect(found.containers[0].resources).toEqual({
    requests: { cpu: "10m", memory: "64Mi", "ephemeral-storage": "64Mi" },
    limits: { cpu: "2", memory: "3Gi", "ephemeral-storage": "1Gi" },
  });
});

test("ports are those of the table", () => {
  expect(container().ports).toEqual([
    { name: "health", containerPort: 18999, protocol: "TCP" },
    { name: "metrics", containerPort: 19464, protocol: "TCP" },
  ]);
});

test.each([
  ["10%", "10%"],
  ["100%", "100%"],
  ["2", 2],
])("maxUnavailable %s reaches Kubernetes as %j", async (maxUnavailable, expected) => {
  const daemonSet = (await objects("dev", { obi: { maxUnavailable } })).get("obi-dev/DaemonSet-obi.yaml");
  expect(daemonSet?.spec).toMatchObject({
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: expected } },
  });
});
