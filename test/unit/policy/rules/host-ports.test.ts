import { hostPorts } from "../../../../policy/rules/host-ports";
import { container, deployment, deploymentWith, resource, unknownList, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const ports = (...hostPorts: unknown[]) => ({
  ports: hostPorts.map((hostPort) => ({ containerPort: 8443, hostPort })),
});
const allowing = (change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", why: "clients know the node", ...change }],
});

/** @param port where it is in the pod's spec */
const opened = (title: string, found: string, port: string): string =>
  [
    `Deployment shop/web, ${title}: it opens ${found} of the node`,
    "  why: the node's address reaches it past every Service and most NetworkPolicies",
    `  fix: spec.template.spec.${port}.hostPort: take it out`,
    "  or:  allow it in the pack's config, in host-ports.allow",
  ].join("\n");

testRule(hostPorts, {
  passes: {
    "no ports": deployment(),
    "ports of the pod alone": deploymentWith({ ports: [{ containerPort: 8443 }] }),
    "a port of 0, which is none": deploymentWith(ports(0)),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [{ port: 443, hostPort: 443 }] } }),
    "every kind of workload": Object.values(workloads()),
    "an object that is allowed": { of: deploymentWith(ports(443)), settings: allowing() },
    "an object that is allowed in any namespace": {
      of: deploymentWith(ports(443)),
      settings: allowing({ namespace: undefined }),
    },
  },
  fails: {
    "two of three ports": {
      of: deploymentWith(ports(443, null, 4317)),
      says: [
        opened('container "web"', "port 443", "containers[0].ports[0]"),
        opened('container "web"', "port 4317", "containers[0].ports[2]"),
      ],
    },
    "a port that is no number": {
      of: deploymentWith(ports("443")),
      says: [opened('container "web"', "port", "containers[0].ports[0]")],
    },
    "an init container and an ephemeral one": {
      of: deployment({
        initContainers: [container({ name: "proxy", ...ports(443) })],
        ephemeralContainers: [{ name: "debug", ...ports(2345) }],
      }),
      says: [
        opened('init container "proxy"', "port 443", "initContainers[0].ports[0]"),
        opened('ephemeral container "debug"', "port 2345", "ephemeralContainers[0].ports[0]"),
      ],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        {
          of: deploymentWith(ports(443)),
          settings: allowing(other),
          says: [opened('container "web"', "port 443", "containers[0].ports[0]")],
        },
      ]),
    ),
  },
  unknown: {
    "one of two ports": {
      of: deploymentWith(ports(unknownText, 443)),
      says: [
        opened('container "web"', "port 443", "containers[0].ports[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].ports[0].hostPort is not known yet",
      ],
    },
    "a port of an object that is allowed": { of: deploymentWith(ports(unknownText)), settings: allowing(), says: [] },
    "all ports": {
      of: deploymentWith({ ports: unknownList }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].ports is not known yet",
      ],
    },
  },
});
