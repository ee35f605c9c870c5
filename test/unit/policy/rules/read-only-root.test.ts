import { readOnlyRoot } from "../../../../policy/rules/read-only-root";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const readOnly = (value: unknown) => ({ securityContext: { readOnlyRootFilesystem: value } });
const allowing = (change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", why: "it unpacks itself", ...change }],
});

/** @param container its path in the Deployment's pod */
const written = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: its root file system can be written`,
    "  why: whoever breaks in can put tools there, and change the program",
    `  fix: spec.template.spec.${container}.securityContext.readOnlyRootFilesystem: true`,
    "  or:  allow it in the pack's config, in read-only-root.allow",
  ].join("\n");

testRule(readOnlyRoot, {
  passes: {
    "read-only": deployment(),
    "a pod on Windows, where there is no such thing": deployment({
      os: { name: "windows" },
      containers: [container(readOnly(null))],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
    "every kind of workload": Object.values(workloads()),
    "an object that is allowed": { of: deploymentWith(readOnly(false)), settings: allowing() },
    "an object that is allowed in any namespace": {
      of: deploymentWith(readOnly(null)),
      settings: allowing({ namespace: undefined }),
    },
  },
  fails: {
    "nothing said": {
      of: deploymentWith(readOnly(null)),
      says: [written('container "web"', "containers[0]")],
    },
    "said that it is not": {
      of: deploymentWith(readOnly(false)),
      says: [written('container "web"', "containers[0]")],
    },
    "said by the pod, which cannot": {
      of: deployment({ ...readOnly(true), containers: [container({ securityContext: null })] }),
      says: [written('container "web"', "containers[0]")],
    },
    "an init container and an ephemeral one, on Linux": {
      of: deployment({
        os: { name: "linux" },
        initContainers: [container({ name: "copy", ...readOnly(false) })],
        ephemeralContainers: [{ name: "debug" }],
      }),
      says: [
        written('init container "copy"', "initContainers[0]"),
        written('ephemeral container "debug"', "ephemeralContainers[0]"),
      ],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        {
          of: deploymentWith(readOnly(false)),
          settings: allowing(other),
          says: [written('container "web"', "containers[0]")],
        },
      ]),
    ),
  },
  unknown: {
    "what one of two containers says": {
      of: deployment({
        containers: [container(readOnly(unknownText)), container({ name: "proxy", ...readOnly(false) })],
      }),
      says: [
        written('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is not known yet",
      ],
    },
    "one of two containers": {
      of: deployment({ containers: [unknownObject, container({ name: "proxy", ...readOnly(false) })] }),
      says: [
        written('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0] is not known yet",
      ],
    },
    "what an object that is allowed says": {
      of: deploymentWith(readOnly(unknownText)),
      settings: allowing(),
      says: [],
    },
  },
});
