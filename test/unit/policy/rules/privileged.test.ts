import { privileged } from "../../../../policy/rules/privileged";
import { container, deployment, deploymentWith, resource, unknownList, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const why = "  why: it can do on its node whatever root can: a hole in it is a hole in the node";
const isPrivileged = { securityContext: { privileged: true } };
const hostProcess = { securityContext: { windowsOptions: { hostProcess: true } } };

testRule(privileged, {
  passes: {
    "not said": deployment(),
    "said that it is not": deploymentWith({
      securityContext: { privileged: false, windowsOptions: { hostProcess: false } },
    }),
    "no security context": deploymentWith({ securityContext: null }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "a container": {
      of: deploymentWith(isPrivileged),
      says: [
        [
          'Deployment shop/web, container "web": it is privileged',
          why,
          "  fix: spec.template.spec.containers[0].securityContext.privileged: false",
        ].join("\n"),
      ],
    },
    "an init container and an ephemeral one": {
      of: deployment({
        initContainers: [container({ name: "copy", ...isPrivileged })],
        ephemeralContainers: [container({ name: "debug", ...isPrivileged })],
      }),
      says: [
        [
          'Deployment shop/web, init container "copy": it is privileged',
          why,
          "  fix: spec.template.spec.initContainers[0].securityContext.privileged: false",
        ].join("\n"),
        [
          'Deployment shop/web, ephemeral container "debug": it is privileged',
          why,
          "  fix: spec.template.spec.ephemeralContainers[0].securityContext.privileged: false",
        ].join("\n"),
      ],
    },
    "a host process": {
      of: deploymentWith(hostProcess),
      says: [
        [
          'Deployment shop/web, container "web": it is a host process',
          why,
          "  fix: spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess: false",
        ].join("\n"),
      ],
    },
    "host processes, as all of the pod": {
      of: deployment(hostProcess),
      says: [
        [
          "Deployment shop/web: its containers are host processes",
          why,
          "  fix: spec.template.spec.securityContext.windowsOptions.hostProcess: false",
        ].join("\n"),
      ],
    },
    "a CronJob": {
      of: workloads({ containers: [container(isPrivileged)] }).CronJob,
      says: [
        [
          'CronJob shop/web, container "web": it is privileged',
          why,
          "  fix: spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged: false",
        ].join("\n"),
      ],
    },
  },
  unknown: {
    "one of two containers": {
      of: deployment({
        containers: [
          container({ securityContext: { privileged: unknownText } }),
          container({ name: "proxy", ...isPrivileged }),
        ],
      }),
      says: [
        [
          'Deployment shop/web, container "proxy": it is privileged',
          why,
          "  fix: spec.template.spec.containers[1].securityContext.privileged: false",
        ].join("\n"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.privileged is not known yet",
      ],
    },
    "all containers, of a pod of host processes": {
      of: deployment({ ...hostProcess, containers: unknownList }),
      says: [
        [
          "Deployment shop/web: its containers are host processes",
          why,
          "  fix: spec.template.spec.securityContext.windowsOptions.hostProcess: false",
        ].join("\n"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers is not known yet",
      ],
    },
  },
});
