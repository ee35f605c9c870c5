import { dropCapabilities } from "../../../../policy/rules/drop-capabilities";
import {
  container,
  deployment,
  deploymentWith,
  resource,
  unknownList,
  unknownObject,
  unknownText,
  workloads,
} from "../resources";
import { testRule } from "../test-rule";

const drop = (list: unknown) => ({ securityContext: { capabilities: { drop: list } } });

/** @param container its path in the Deployment's pod */
const kept = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: it keeps capabilities`,
    "  why: the runtime's own set is larger than what almost any program needs",
    `  fix: spec.template.spec.${container}.securityContext.capabilities.drop: [ALL]`,
  ].join("\n");

testRule(dropCapabilities, {
  passes: {
    "all of them": deployment(),
    "all of them among others": deploymentWith(drop(["NET_RAW", "ALL"])),
    "all but some": deploymentWith({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }),
    "a pod on Windows, where there are none": deployment({
      os: { name: "windows" },
      containers: [container({ securityContext: null })],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "nothing is dropped": {
      of: deploymentWith(drop(null)),
      says: [kept('container "web"', "containers[0]")],
    },
    ...Object.fromEntries(
      [[], ["NET_RAW", "SYS_CHROOT"], ["all"]].map((list) => [
        `only ${JSON.stringify(list)}`,
        { of: deploymentWith(drop(list)), says: [kept('container "web"', "containers[0]")] },
      ]),
    ),
    "no security context, for a pod on Linux": {
      of: deployment({ os: { name: "linux" }, containers: [container({ securityContext: null })] }),
      says: [kept('container "web"', "containers[0]")],
    },
    "an init container and an ephemeral one": {
      of: deployment({
        initContainers: [container({ name: "copy", ...drop(null) })],
        ephemeralContainers: [{ name: "debug" }],
      }),
      says: [
        kept('init container "copy"', "initContainers[0]"),
        kept('ephemeral container "debug"', "ephemeralContainers[0]"),
      ],
    },
  },
  unknown: {
    "what one of two containers drops": {
      of: deployment({
        containers: [container(drop(unknownList)), container({ name: "proxy", ...drop(["NET_RAW"]) })],
      }),
      says: [
        kept('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.capabilities.drop is not known yet",
      ],
    },
    "one of the names": {
      of: deploymentWith(drop(["NET_RAW", unknownText])),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.capabilities.drop[1] is not known yet",
      ],
    },
    "the security context": {
      of: deploymentWith({ securityContext: unknownObject }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext is not known yet",
      ],
    },
  },
});
