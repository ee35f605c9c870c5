import { addedCapabilities } from "../../../../policy/rules/added-capabilities";
import { container, deployment, deploymentWith, resource, unknownList, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const obi = "registry.example.com/otel/ebpf-instrument:v0.6.0";
const add = (...capabilities: string[]) => ({ securityContext: { capabilities: { add: capabilities } } });
const allowing = (capability: string, change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", capability, why: "it answers pings", ...change }],
});

/** What is said of a container. @param where its path in the pod's spec, and the position in its list */
const given = (title: string, capability: string, where: string): string =>
  [
    `Deployment shop/web, ${title}: it is given ${capability}`,
    "  why: each is a part of root's power over the node, for whoever breaks into the container",
    `  fix: spec.template.spec.${where}]: take it out`,
    "  or:  allow it in the pack's config, in added-capabilities.allow",
  ].join("\n");
const first = "containers[0].securityContext.capabilities.add[0";

testRule(addedCapabilities, {
  passes: {
    none: deployment(),
    "an empty list": deploymentWith(add()),
    "no security context": deploymentWith({ securityContext: null }),
    "an eBPF agent": deploymentWith({ ...add("BPF", "SYS_PTRACE"), image: obi }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
    "one that is allowed": { of: deploymentWith(add("NET_RAW")), settings: allowing("NET_RAW") },
    "one that is allowed, with its prefix on either side": {
      of: [deploymentWith(add("CAP_NET_RAW")), deploymentWith(add("NET_RAW"))],
      settings: allowing("CAP_NET_RAW"),
    },
    "one that is allowed in any namespace": {
      of: deploymentWith(add("NET_RAW")),
      settings: allowing("NET_RAW", { namespace: undefined }),
    },
  },
  fails: {
    "two capabilities": {
      of: deploymentWith(add("NET_RAW", "SYS_ADMIN")),
      says: [
        given('container "web"', "NET_RAW", first),
        given('container "web"', "SYS_ADMIN", "containers[0].securityContext.capabilities.add[1"),
      ],
    },
    "with a prefix, in small letters, all": {
      of: [
        deploymentWith(add("CAP_SYS_ADMIN")),
        deploymentWith(add("net_admin")),
        deploymentWith({ ...add("ALL"), image: null }),
      ],
      says: ["SYS_ADMIN", "NET_ADMIN", "ALL"].map((capability) => given('container "web"', capability, first)),
    },
    "an init container and an ephemeral one, beside an agent": {
      of: deployment({
        initContainers: [container({ name: "copy", ...add("CHOWN") })],
        containers: [container({ name: "obi", image: obi, ...add("BPF") })],
        ephemeralContainers: [container({ name: "debug", ...add("SYS_PTRACE") })],
      }),
      says: [
        given('init container "copy"', "CHOWN", "initContainers[0].securityContext.capabilities.add[0"),
        given('ephemeral container "debug"', "SYS_PTRACE", "ephemeralContainers[0].securityContext.capabilities.add[0"),
      ],
    },
    "a capability beside the one that is allowed": {
      of: deploymentWith(add("NET_RAW", "NET_ADMIN")),
      settings: allowing("NET_RAW"),
      says: [given('container "web"', "NET_ADMIN", "containers[0].securityContext.capabilities.add[1")],
    },
    ...Object.fromEntries(
      [{ kind: "StatefulSet" }, { name: "b*" }, { namespace: "sho" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        {
          of: deploymentWith(add("NET_RAW")),
          settings: allowing("NET_RAW", other),
          says: [given('container "web"', "NET_RAW", first)],
        },
      ]),
    ),
  },
  unknown: {
    "one of two capabilities": {
      of: deploymentWith(add(unknownText, "NET_RAW")),
      says: [
        given('container "web"', "NET_RAW", "containers[0].securityContext.capabilities.add[1"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.capabilities.add[0] is not known yet",
      ],
    },
    "the image of one of two containers, which may be an agent's": {
      of: deployment({
        containers: [
          container({ image: unknownText, ...add("BPF") }),
          container({ name: "proxy", ...add("NET_ADMIN") }),
        ],
      }),
      says: [
        given('container "proxy"', "NET_ADMIN", "containers[1].securityContext.capabilities.add[0"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
      ],
    },
    "an image without capabilities": { of: deploymentWith({ image: unknownText }), says: [] },
    "the whole list": {
      of: deploymentWith({ securityContext: { capabilities: { add: unknownList } } }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.capabilities.add is not known yet",
      ],
    },
  },
});
