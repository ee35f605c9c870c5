import { privilegeEscalation } from "../../../../policy/rules/privilege-escalation";
import { container, deployment, deploymentWith, resource, unknownList, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const escalating = (value: unknown, more: object = {}) => ({
  securityContext: { allowPrivilegeEscalation: value, ...more },
});
const add = (...capabilities: string[]) => ({ capabilities: { add: capabilities } });

/** @param container its path in the Deployment's pod */
const said = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: its processes can gain privileges`,
    "  why: a setuid program in the image is enough to become root",
    `  fix: spec.template.spec.${container}.securityContext.allowPrivilegeEscalation: false`,
  ].join("\n");

testRule(privilegeEscalation, {
  passes: {
    "said that they cannot": deployment(),
    "a privileged container": deploymentWith(escalating(true, { privileged: true })),
    "a container with SYS_ADMIN": [
      deploymentWith(escalating(true, add("NET_RAW", "SYS_ADMIN"))),
      deploymentWith(escalating(null, add("CAP_SYS_ADMIN"))),
    ],
    "a pod on Windows, where there is no such thing": deployment({
      os: { name: "windows" },
      containers: [container(escalating(null))],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "nothing said": { of: deploymentWith(escalating(null)), says: [said('container "web"', "containers[0]")] },
    "said that they can": { of: deploymentWith(escalating(true)), says: [said('container "web"', "containers[0]")] },
    "other capabilities, and not privileged": {
      of: deploymentWith(escalating(null, { privileged: false, ...add("NET_RAW", "SYS_PTRACE") })),
      says: [said('container "web"', "containers[0]")],
    },
    "said by the pod, which cannot": {
      of: deployment({ ...escalating(false), containers: [container({ securityContext: null })] }),
      says: [said('container "web"', "containers[0]")],
    },
    "an init container and an ephemeral one, on Linux": {
      of: deployment({
        os: { name: "linux" },
        initContainers: [container({ name: "copy", ...escalating(true) })],
        ephemeralContainers: [{ name: "debug" }],
      }),
      says: [
        said('init container "copy"', "initContainers[0]"),
        said('ephemeral container "debug"', "ephemeralContainers[0]"),
      ],
    },
  },
  unknown: {
    "what one of two containers says": {
      of: deployment({
        containers: [container(escalating(unknownText)), container({ name: "proxy", ...escalating(true) })],
      }),
      says: [
        said('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation is not known yet",
      ],
    },
    "the capabilities": {
      of: deploymentWith(escalating(true, { capabilities: { add: unknownList } })),
      says: [
        said('container "web"', "containers[0]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.capabilities.add is not known yet",
      ],
    },
    "the capabilities of one that cannot": {
      of: deploymentWith(escalating(false, { capabilities: { add: unknownList } })),
      says: [],
    },
  },
});
