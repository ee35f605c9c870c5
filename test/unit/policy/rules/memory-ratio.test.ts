import { memoryRatio } from "../../../../policy/rules/memory-ratio";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const memory = (request: unknown, limit: unknown) => ({
  resources: { requests: { memory: request }, limits: { memory: limit } },
});

/** @param container its path in the Deployment's pod */
const said = (title: string, found: string, container: string, fix: string): string =>
  [
    `Deployment shop/web, ${title}: its memory limit ${found}`,
    "  why: a node that was filled by requests cannot give what the limits promise, and throws pods out",
    `  fix: spec.template.spec.${container}.resources.requests.memory: ${fix}`,
  ].join("\n");

testRule(memoryRatio, {
  passes: {
    "twice the request": deployment(),
    "just as much as may be": deploymentWith(memory("256Mi", "1Gi")),
    "less than the request": deploymentWith(memory("1Gi", "512Mi")),
    "no request": deploymentWith(memory(null, "1Gi")),
    "no limit": deploymentWith(memory("1Gi", null)),
    "no resources": deploymentWith({ resources: null }),
    "no amounts": deploymentWith(memory("little", "much")),
    "an ephemeral container, which can have none": deployment({ ephemeralContainers: [{ name: "debug" }] }),
    "what makes no pods": resource("core/v1:PersistentVolumeClaim", { spec: memory("1Gi", "1Ti") }),
    "every kind of workload": Object.values(workloads()),
    "ten times the request, where that may be": {
      of: deploymentWith(memory("100Mi", "1000Mi")),
      settings: { maximum: 10 },
    },
  },
  fails: {
    "more than four times the request": {
      of: deploymentWith(memory("256Mi", "1025Mi")),
      says: [said('container "web"', "1025Mi is more than 4 times its request 256Mi", "containers[0]", "257Mi")],
    },
    "a request of nothing": {
      of: deploymentWith(memory("0", "1Gi")),
      says: [said('container "web"', "1Gi is more than 4 times its request 0", "containers[0]", "256Mi")],
    },
    "a request in bytes": {
      of: deploymentWith(memory(134217728, "2G")),
      says: [said('container "web"', "2G is more than 4 times its request 134217728", "containers[0]", "477Mi")],
    },
    "an init container": {
      of: deployment({ initContainers: [container({ name: "copy", ...memory("64Mi", "1Gi") })] }),
      says: [said('init container "copy"', "1Gi is more than 4 times its request 64Mi", "initContainers[0]", "256Mi")],
    },
    "more than is set": {
      of: deployment(),
      settings: { maximum: 1.5 },
      says: [said('container "web"', "256Mi is more than 1.5 times its request 128Mi", "containers[0]", "171Mi")],
    },
  },
  unknown: {
    "the limit of one of two containers": {
      of: deployment({
        containers: [container(memory("64Mi", unknownText)), container({ name: "proxy", ...memory("64Mi", "1Gi") })],
      }),
      says: [
        said('container "proxy"', "1Gi is more than 4 times its request 64Mi", "containers[1]", "256Mi"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits.memory is not known yet",
      ],
    },
    "all of its resources": {
      of: deploymentWith({ resources: unknownObject }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources is not known yet",
      ],
    },
  },
});
