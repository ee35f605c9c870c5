import type { Tree } from "../../../../settings";
import { agentCapabilities } from "../../../../policy/rules/agent-capabilities";
import { configMap, container, deployment, podSpec, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const subject = 'DaemonSet shop/web, container "obi"';
const list = "spec.template.spec.containers[0].securityContext.capabilities.add";

const lacks = (capability: string, feature: string, path = list): string =>
  [
    `${subject}: it lacks ${capability}, without which it cannot ${feature}`,
    "  why: OBI leaves out what it is not allowed: telemetry is missing, and only a line in its log says so",
    `  fix: ${path}: add ${capability}`,
  ].join("\n");

const needless = (capability: string, n: number): string =>
  [
    `${subject}: it is given ${capability}, which nothing in its configuration needs`,
    "  why: each is a part of root's power over every node",
    `  fix: ${list}[${n}]: take it out, or name it in agent-capabilities.grant with what it is for`,
  ].join("\n");

const open = (what: string): string => `(unjudged) DaemonSet shop/web: not judged, since ${what} not known yet`;

const openSince = (missing: string): string =>
  `(unjudged) DaemonSet shop/web: not judged, since it cannot be told what container "obi" does: ${missing}`;

const image = "docker.io/otel/ebpf-instrument:v0.15.2";
const path = { name: "OTEL_EBPF_CONFIG_PATH", value: "/etc/obi/obi.yaml" };
const variable = (name: string, value: unknown) => ({ name: `OTEL_EBPF_${name}`, value });

const volumeMounts = [{ name: "config", mountPath: "/etc/obi" }];
const volumes = [{ name: "config", configMap: { name: "settings" } }];

/** OBI, which reads the ConfigMap of {@link obi} unless `change` says otherwise. */
const agent = (add: unknown, change: Tree = {}, pod: Tree = {}) => {
  const own = { name: "obi", image, env: [path], volumeMounts, securityContext: { capabilities: { add } } };
  const spec = podSpec({ containers: [container({ ...own, ...change })], volumes, ...pod });
  return resource("apps/v1:DaemonSet", { spec: { template: { spec } } });
};

const obi = (text: string) => configMap("obi.yaml", text);
const watching = obi("discovery: { instrument: [{ k8s_namespace: shop }] }");
const application = ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_PTRACE"];
const grant = (change: object = {}) => ({
  grant: [{ kind: "DaemonSet", name: "web", capability: "SYS_RESOURCE", why: "kernels before 5.11", ...change }],
});

const needs: Record<string, [string, string[]]> = {
  "metrics of flows": ["metrics: { features: [network] }", ["BPF", "NET_RAW", "PERFMON"]],
  "metrics of flows, by the older names": ["network: { enable: true }", ["BPF", "NET_RAW", "PERFMON"]],
  "flows by traffic control": [
    "otel_metrics_export: { features: 'application, network_inter_zone' }\nnetwork: { source: tc }",
    ["BPF", "NET_ADMIN", "PERFMON"],
  ],
  "TCP connections": ["prometheus_export: { features: [stats_tcp_rtt] }", ["BPF", "NET_RAW", "PERFMON", "SYS_PTRACE"]],
  "all metrics": ["metrics: { features: ['*'] }", ["BPF", "NET_RAW", "PERFMON", "SYS_PTRACE"]],
  "trace context": ["open_port: 80\nebpf: { context_propagation: tcp }", [...application, "NET_ADMIN"]],
  "trace context of nobody": ["ebpf: { context_propagation: tcp }", ["BPF"]],
  "trace ids in logs": ["ebpf: { log_enricher: { services: [{ service: [] }] } }", ["BPF", "SYS_ADMIN"]],
  "a log enricher without services": ["ebpf: { log_enricher: { services: [] } }", ["BPF"]],
};

testRule(agentCapabilities, {
  passes: {
    ...Object.fromEntries(Object.entries(needs).map(([name, [text, add]]) => [name, [obi(text), agent(add)]])),
    "the ConfigMap after the DaemonSet": [agent(application), watching],
    "with their prefix": [watching, agent(application.map((one) => `CAP_${one}`))],
    "all of them for what is privileged": [watching, agent([], { securityContext: { privileged: true } })],
    "a file that is named as an argument": [
      watching,
      agent(application, { env: [], args: ["--config=/etc/obi/obi.yaml"] }),
      agent(application, { env: [], command: ["/obi", "-config", "/etc/obi/obi.yaml"] }),
    ],
    "the environment alone": agent(application, { env: [variable("AUTO_TARGET_EXE", "*")] }),
    "the environment before the file": [
      obi("open_port: 80\nebpf: { context_propagation: all }\nmetrics: { features: [network] }"),
      agent(application, {
        env: [path, variable("BPF_CONTEXT_PROPAGATION", "disabled"), variable("METRICS_FEATURES", "application")],
      }),
    ],
    "what is granted": { of: [watching, agent([...application, "SYS_RESOURCE"])], settings: grant() },
    "another program": deployment({ containers: [container({ securityContext: { capabilities: { add: ["BPF"] } } })] }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "too few and too many": {
      of: [watching, agent(["BPF", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "NET_ADMIN", "SYS_PTRACE"])],
      says: [lacks("CHECKPOINT_RESTORE", "observe applications"), needless("NET_ADMIN", 4)],
    },
    "the ConfigMap after the DaemonSet": {
      of: [agent(["BPF", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "NET_ADMIN", "SYS_PTRACE"]), watching],
      says: [lacks("CHECKPOINT_RESTORE", "observe applications"), needless("NET_ADMIN", 4)],
    },
    "none at all": {
      of: agent(null, { env: [variable("NETWORK_METRICS", "true"), variable("NETWORK_SOURCE", "tc")] }),
      says: [
        lacks("BPF", "load eBPF programs"),
        lacks("NET_ADMIN", "measure the network"),
        lacks("PERFMON", "measure the network"),
      ],
    },
    "what the environment switches on": {
      of: [
        watching,
        agent(application, {
          env: [path, variable("BPF_CONTEXT_PROPAGATION", "all"), variable("METRICS_FEATURES", "stats,network")],
        }),
      ],
      says: [lacks("NET_ADMIN", "pass on trace context")],
    },
    "all that there are": { of: [watching, agent(["ALL"])], says: [needless("ALL", 0)] },
    "SYS_ADMIN in the place of another": {
      of: [obi("metrics: { features: [network] }"), agent(["BPF", "SYS_ADMIN", "PERFMON"])],
      says: [lacks("NET_RAW", "measure the network"), needless("SYS_ADMIN", 1)],
    },
    ...Object.fromEntries(
      [{ capability: "SYS_TIME" }, { name: "other" }, { namespace: "other" }].map((change) => [
        `granted is another ${Object.keys(change)[0]}`,
        {
          of: [watching, agent([...application, "SYS_RESOURCE"])],
          settings: grant(change),
          says: [needless("SYS_RESOURCE", 6)],
        },
      ]),
    ),
    "containers of every role": {
      of: agent(
        ["BPF"],
        { env: [] },
        {
          initContainers: [container({ name: "copy", image })],
          ephemeralContainers: [{ name: "debug", image }],
        },
      ),
      says: ["initContainers", "ephemeralContainers"].map((role, n) =>
        lacks("BPF", "load eBPF programs", `spec.template.spec.${role}[0].securityContext.capabilities.add`).replace(
          'container "obi"',
          ['init container "copy"', 'ephemeral container "debug"'][n],
        ),
      ),
    },
  },
  unknown: {
    "a ConfigMap that is not there": {
      of: agent(["BPF"]),
      says: [openSince("the ConfigMap settings is not part of the stack")],
    },
    "a ConfigMap of another namespace": {
      of: [resource("core/v1:ConfigMap", { metadata: { name: "settings", namespace: "other" } }), agent(["BPF"])],
      says: [openSince("the ConfigMap settings is not part of the stack")],
    },
    "a file that is not in the ConfigMap": {
      of: [configMap("other.yaml", "open_port: 80"), agent(["BPF"])],
      says: [openSince("the ConfigMap settings has no YAML for /etc/obi/obi.yaml")],
    },
    "a file in no ConfigMap": {
      of: agent(["BPF"], { volumeMounts: [] }),
      says: [openSince("the file /etc/obi/obi.yaml is in no ConfigMap")],
    },
    "a path from somewhere else": {
      of: agent(["BPF"], { env: [{ name: path.name, valueFrom: { configMapKeyRef: {} } }] }),
      says: [openSince("OTEL_EBPF_CONFIG_PATH is taken from somewhere else")],
    },
    "the environment": {
      of: agent(["BPF", "NET_ADMIN"], { env: unknownList }),
      says: [open("spec.template.spec.containers[0].env is")],
    },
    "one of the capabilities": {
      of: [watching, agent([unknownText, "NET_ADMIN"])],
      says: [needless("NET_ADMIN", 1), open(`${list}[0] is`)],
    },
    "all capabilities": { of: [watching, agent(unknownList)], says: [open(`${list} is`)] },
  },
});
