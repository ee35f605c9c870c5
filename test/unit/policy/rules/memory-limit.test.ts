import { memoryLimit } from "../../../../policy/rules/memory-limit";
import {
  container,
  deployment,
  deploymentWith,
  resource,
  unknownList,
  unknownText,
  workloads,
  podPaths,
} from "../resources";
import { testRule } from "../test-rule";

const why = "  why: without one, a leak takes the node down with it";
const unlimited = { resources: { limits: { memory: null } } };

testRule(memoryLimit, {
  passes: {
    "a limit": deployment(),
    "a limit in bytes": deploymentWith({ resources: { limits: { memory: 268435456 } } }),
    "an ephemeral container, which can have none": deployment({
      ephemeralContainers: [{ name: "debug", image: "busybox:1.37" }],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "no limit, and a request": {
      of: deploymentWith(unlimited),
      says: [
        [
          'Deployment shop/web, container "web": no memory limit',
          why,
          "  fix: spec.template.spec.containers[0].resources.limits.memory: 128Mi",
        ].join("\n"),
      ],
    },
    "neither limit nor request": {
      of: deploymentWith({ resources: null }),
      says: [
        [
          'Deployment shop/web, container "web": no memory limit',
          why,
          "  fix: spec.template.spec.containers[0].resources.limits.memory: 512Mi",
        ].join("\n"),
      ],
    },
    "an init container": {
      of: deployment({ initContainers: [container({ name: "copy", ...unlimited })] }),
      says: [
        [
          'Deployment shop/web, init container "copy": no memory limit',
          why,
          "  fix: spec.template.spec.initContainers[0].resources.limits.memory: 128Mi",
        ].join("\n"),
      ],
    },
    "every kind of workload": {
      of: Object.values(workloads({ containers: [container(unlimited)] })),
      says: Object.entries(podPaths).map(([kind, spec]) =>
        [
          `${kind} shop/web, container "web": no memory limit`,
          why,
          `  fix: ${spec}.containers[0].resources.limits.memory: 128Mi`,
        ].join("\n"),
      ),
    },
  },
  unknown: {
    "the limit of one of two containers": {
      of: deployment({
        containers: [
          container({ resources: { limits: { memory: unknownText } } }),
          container({ name: "proxy", ...unlimited }),
        ],
      }),
      says: [
        [
          'Deployment shop/web, container "proxy": no memory limit',
          why,
          "  fix: spec.template.spec.containers[1].resources.limits.memory: 128Mi",
        ].join("\n"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits.memory is not known yet",
      ],
    },
    "all containers": {
      of: deployment({ containers: unknownList }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers is not known yet"],
    },
  },
});
