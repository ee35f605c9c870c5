import { outageSwitches } from "../../../../policy/rules/outage-switches";
import { configMap, container, deployment, deploymentWith, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const whys = {
  context_propagation:
    "it writes into the traffic of all applications: bodies above 64 KB have frozen, connections under Cilium have stalled",
  log_enricher: "it rewrites the lines that applications log while they write them",
  bpf_pid_filter_off:
    "every process of the node is watched, its own backends included: each span it sends makes another",
};

const told = (where: string, name: keyof typeof whys, fix: string): string =>
  [
    `${where}: ${name} is on`,
    `  why: ${whys[name]}`,
    `  fix: ${fix}`,
    "  or:  allow it in the pack's config, in outage-switches.allow",
  ].join("\n");

const obi = (text: string) => configMap("obi.yaml", text);
const image = "docker.io/otel/ebpf-instrument:v0.15.2";
const agent = (...env: { name: unknown; value?: unknown }[]) => deploymentWith({ name: "obi", image, env });
const propagating = obi("ebpf: { context_propagation: headers }");
const propagated = told(
  "ConfigMap shop/settings, obi.yaml",
  "context_propagation",
  "ebpf.context_propagation: disabled",
);
const allow = (change: object = {}) => ({
  allow: [{ kind: "ConfigMap", name: "settings", switch: "context_propagation", why: "tried out", ...change }],
});

testRule(outageSwitches, {
  passes: {
    "switches that are off": obi(
      "ebpf: { context_propagation: disabled, log_enricher: { services: [] } }\ndiscovery: { bpf_pid_filter_off: false }",
    ),
    "nothing said": obi("discovery: { instrument: [{ k8s_namespace: shop }] }"),
    "off in the environment": agent(
      { name: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION", value: "disabled" },
      { name: "OTEL_EBPF_BPF_PID_FILTER_OFF", value: "false" },
      { name: "OTEL_EBPF_LOG_LEVEL", value: "true" },
    ),
    "the environment of another program": deploymentWith({
      env: [{ name: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION", value: "all" }],
    }),
    "allowed by name": { of: propagating, settings: allow() },
    "allowed by pattern": { of: propagating, settings: allow({ name: "set*", namespace: "sh*" }) },
    "allowed in the environment": {
      of: agent({ name: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION", value: "all" }),
      settings: allow({ kind: "Deployment", name: "web" }),
    },
    "Alloy's text": configMap("config.alloy", "ebpf { context_propagation = 1 }"),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "context propagation": { of: propagating, says: [propagated] },
    "all of them, in the second file": {
      of: resource("core/v1:ConfigMap", {
        data: {
          "a.yaml": "discovery: {}",
          "b.yaml":
            "ebpf: { context_propagation: all, log_enricher: { services: [{ service: [] }] } }\ndiscovery: { bpf_pid_filter_off: true }",
        },
      }),
      says: [
        told("ConfigMap shop/web, b.yaml", "context_propagation", "ebpf.context_propagation: disabled"),
        told("ConfigMap shop/web, b.yaml", "log_enricher", "ebpf.log_enricher.services: []"),
        told("ConfigMap shop/web, b.yaml", "bpf_pid_filter_off", "discovery.bpf_pid_filter_off: false"),
      ],
    },
    "in the environment of every role": {
      of: deployment({
        containers: [container({ image, env: [{ name: "OTEL_EBPF_BPF_PID_FILTER_OFF", value: "T" }] })],
        initContainers: [
          container({ name: "copy", image, env: [{ name: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION", value: "tcp" }] }),
        ],
        ephemeralContainers: [{ name: "debug", image, env: [{ name: "OTEL_EBPF_BPF_PID_FILTER_OFF", value: "true" }] }],
      }),
      says: [
        told(
          'Deployment shop/web, init container "copy"',
          "context_propagation",
          'spec.template.spec.initContainers[0].env[0].value: "disabled"',
        ),
        told(
          'Deployment shop/web, container "web"',
          "bpf_pid_filter_off",
          'spec.template.spec.containers[0].env[0].value: "false"',
        ),
        told(
          'Deployment shop/web, ephemeral container "debug"',
          "bpf_pid_filter_off",
          'spec.template.spec.ephemeralContainers[0].env[0].value: "false"',
        ),
      ],
    },
    ...Object.fromEntries(
      [{ switch: "log_enricher" }, { name: "other" }, { kind: "Secret" }, { namespace: "other" }].map((change) => [
        `allowed is another ${Object.keys(change)[0]}`,
        { of: propagating, settings: allow(change), says: [propagated] },
      ]),
    ),
  },
  unknown: {
    "one of two variables": {
      of: agent(
        { name: "OTEL_EBPF_BPF_PID_FILTER_OFF", value: unknownText },
        { name: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION", value: "all" },
      ),
      says: [
        told(
          'Deployment shop/web, container "obi"',
          "context_propagation",
          'spec.template.spec.containers[0].env[1].value: "disabled"',
        ),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].env[0].value is not known yet",
      ],
    },
    "the files": {
      of: resource("core/v1:ConfigMap", { data: unknownObject }),
      says: ["(unjudged) ConfigMap shop/web: not judged, since data is not known yet"],
    },
  },
});
