import { probes } from "../../../../policy/rules/probes";
import { container, deployment, deploymentWith, resource, unknownList, unknownObject, workloads } from "../resources";
import { testRule } from "../test-rule";

const none = { readinessProbe: null, livenessProbe: null };
const helper = (change: object = {}) => ({ initContainers: [container({ name: "helper", ...none, ...change })] });

const violation = (what: "readiness" | "liveness", title: string, path = "spec.template.spec.containers[0]") =>
  [
    `${title}: no ${what} probe`,
    "  why: calls go to pods that cannot answer yet, and one that hangs is never restarted",
    `  fix: ${path}.${what}Probe: { tcpSocket: { port: <its port> } }`,
    "  or:  allow it in the pack's config, in probes.allow",
  ].join("\n");

const web = 'Deployment shop/web, container "web"';
const { Job, CronJob, Pod, ...lasting } = workloads({ containers: [container({ livenessProbe: null })] });

testRule(probes, {
  passes: {
    "both probes": Object.values(workloads()),
    "probes of another form, and a third": deploymentWith({
      readinessProbe: { httpGet: { path: "/ready", port: 8443 } },
      livenessProbe: { exec: { command: ["alive"] } },
      startupProbe: { grpc: { port: 8443 } },
    }),
    "what has an end": [
      Job,
      CronJob,
      ...["Never", "OnFailure"].map((restartPolicy) => workloads({ restartPolicy, containers: [container(none)] }).Pod),
    ],
    "an init container, which has an end as well": deployment(helper()),
    "an ephemeral container, which can have none": deployment({
      ephemeralContainers: [{ name: "debug", image: "busybox:1.37" }],
    }),
    "an init container that stays, with both": deployment({
      initContainers: [container({ name: "helper", restartPolicy: "Always" })],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "objects that are allowed to have none": {
      of: [deploymentWith(none), lasting.DaemonSet],
      settings: {
        allow: [
          { kind: "Deployment", name: "web", namespace: "shop", why: "it takes no calls" },
          { kind: "DaemonSet", name: "*eb", why: "it takes no calls" },
        ],
      },
    },
  },
  fails: {
    "no probe": {
      of: deploymentWith(none),
      says: [violation("readiness", web), violation("liveness", web)],
    },
    "one of the two": { of: deploymentWith({ readinessProbe: null }), says: [violation("readiness", web)] },
    "a startup probe alone": {
      of: deploymentWith({ ...none, startupProbe: { tcpSocket: { port: 8443 } } }),
      says: [violation("readiness", web), violation("liveness", web)],
    },
    "an init container that stays": {
      of: deployment(helper({ restartPolicy: "Always" })),
      says: (["readiness", "liveness"] as const).map((what) =>
        violation(what, 'Deployment shop/web, init container "helper"', "spec.template.spec.initContainers[0]"),
      ),
    },
    "every kind that has no end": {
      of: [Pod, ...Object.values(lasting)],
      says: [
        violation("liveness", 'Pod shop/web, container "web"', "spec.containers[0]"),
        ...Object.keys(lasting).map((kind) => violation("liveness", `${kind} shop/web, container "web"`)),
      ],
    },
    "others than the one that is allowed": {
      of: [deploymentWith({ livenessProbe: null }), lasting.DaemonSet],
      settings: {
        allow: [
          { kind: "DaemonSet", name: "web", why: "it takes no calls" },
          { kind: "Deployment", name: "other", why: "it takes no calls" },
          { kind: "Deployment", name: "web", namespace: "bank", why: "it is somewhere else" },
        ],
      },
      says: [violation("liveness", web)],
    },
  },
  unknown: {
    "a probe of one of two containers": {
      of: deployment({
        containers: [container({ livenessProbe: unknownObject }), container({ name: "proxy", livenessProbe: null })],
      }),
      says: [
        violation("liveness", 'Deployment shop/web, container "proxy"', "spec.template.spec.containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].livenessProbe is not known yet",
      ],
    },
    "all init containers": {
      of: deployment({ initContainers: unknownList, containers: [container({ readinessProbe: null })] }),
      says: [
        violation("readiness", web),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.initContainers is not known yet",
      ],
    },
  },
});
