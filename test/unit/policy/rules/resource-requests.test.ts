import { resourceRequests } from "../../../../policy/rules/resource-requests";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

/** @param container its path in the Deployment's pod */
const unasked = (title: string, what: "cpu" | "memory", container: string): string =>
  [
    `Deployment shop/web, ${title}: no ${what} request`,
    "  why: the scheduler packs a node by what is asked for, and throws out first what asked for nothing",
    `  fix: spec.template.spec.${container}.resources.requests.${what}: ${{ cpu: "100m", memory: "128Mi" }[what]}`,
  ].join("\n");

testRule(resourceRequests, {
  passes: {
    both: deployment(),
    "both, as numbers": deploymentWith({ resources: { requests: { cpu: 1, memory: 268435456 } } }),
    "limits alone, which are taken for requests": deploymentWith({
      resources: { requests: null, limits: { cpu: "1" } },
    }),
    "an ephemeral container, which can have none": deployment({
      ephemeralContainers: [{ name: "debug", image: "busybox:1.37" }],
    }),
    "what makes no pods": resource("core/v1:PersistentVolumeClaim", { spec: { resources: {} } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    neither: {
      of: deploymentWith({ resources: null }),
      says: [unasked('container "web"', "cpu", "containers[0]"), unasked('container "web"', "memory", "containers[0]")],
    },
    "no CPU": {
      of: deploymentWith({ resources: { requests: { cpu: null } } }),
      says: [unasked('container "web"', "cpu", "containers[0]")],
    },
    "no memory": {
      of: deploymentWith({ resources: { requests: { memory: null }, limits: { cpu: "1", memory: null } } }),
      says: [unasked('container "web"', "memory", "containers[0]")],
    },
    "an init container": {
      of: deployment({ initContainers: [container({ name: "copy", resources: { requests: { cpu: null } } })] }),
      says: [unasked('init container "copy"', "cpu", "initContainers[0]")],
    },
  },
  unknown: {
    "one of the two requests": {
      of: deploymentWith({ resources: { requests: { cpu: null, memory: unknownText } } }),
      says: [
        unasked('container "web"', "cpu", "containers[0]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.requests.memory is not known yet",
      ],
    },
    "the limits of one of two containers": {
      of: deployment({
        containers: [
          container({ resources: { requests: null, limits: unknownObject } }),
          container({ name: "proxy", resources: { requests: { cpu: null } } }),
        ],
      }),
      says: [
        unasked('container "proxy"', "cpu", "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits is not known yet",
      ],
    },
    "a limit beside a request": {
      of: deploymentWith({ resources: { limits: { cpu: unknownText, memory: unknownText } } }),
      says: [],
    },
  },
});
