import { runAsNonRoot } from "../../../../policy/rules/run-as-non-root";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const root = { securityContext: { runAsUser: 0, runAsNonRoot: false } };
const unsaid = { securityContext: { runAsUser: null, runAsNonRoot: null } };
const allowing = (change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", why: "its image knows no other user", ...change }],
});

/** @param fix what follows the path of the pod's spec */
const said = (title: string, found: string, fix: string): string =>
  [
    `Deployment shop/web, ${title}: ${found}`,
    "  why: root in a container is root on the node for every hole in the runtime",
    `  fix: spec.template.spec.${fix}`,
    "  or:  allow it in the pack's config, in run-as-non-root.allow",
  ].join("\n");

testRule(runAsNonRoot, {
  passes: {
    "said by the pod, for all of its containers": deployment({
      initContainers: [container({ name: "copy" })],
      ephemeralContainers: [{ name: "debug" }],
    }),
    "said by the container alone": deployment({
      ...unsaid,
      containers: [container({ securityContext: { runAsNonRoot: true } })],
    }),
    "said by the container, over what the pod says": deployment({
      ...root,
      containers: [container({ securityContext: { runAsUser: 10001, runAsNonRoot: true } })],
    }),
    "the user of the image, which must not be root": deployment({ securityContext: { runAsUser: null } }),
    "what makes no pods": resource("core/v1:Service", { spec: root }),
    "every kind of workload": Object.values(workloads()),
    "an object that is allowed": { of: deployment(root), settings: allowing() },
    "an object that is allowed in any namespace": {
      of: deployment(unsaid),
      settings: allowing({ namespace: undefined }),
    },
  },
  fails: {
    "nothing said": {
      of: deployment(unsaid),
      says: [said('container "web"', "it may run as root", "securityContext.runAsNonRoot: true")],
    },
    "no security contexts": {
      of: deployment({ securityContext: null, containers: [container({ securityContext: null })] }),
      says: [said('container "web"', "it may run as root", "securityContext.runAsNonRoot: true")],
    },
    "root, for all of the pod": {
      of: deployment({ ...root, initContainers: [container({ name: "copy" })] }),
      says: ['init container "copy"', 'container "web"'].map((title) =>
        said(title, "it runs as user 0", "securityContext.runAsUser: 65532"),
      ),
    },
    "root, in containers alone": {
      of: deployment({
        initContainers: [container({ name: "copy", ...root })],
        ephemeralContainers: [{ name: "debug", securityContext: { runAsUser: 0 } }],
      }),
      says: [
        said('init container "copy"', "it runs as user 0", "initContainers[0].securityContext.runAsUser: 65532"),
        said(
          'ephemeral container "debug"',
          "it runs as user 0",
          "ephemeralContainers[0].securityContext.runAsUser: 65532",
        ),
      ],
    },
    "root for the user of the image, where the container allows it again": {
      of: deployment({
        securityContext: { runAsUser: null },
        containers: [container({ securityContext: { runAsNonRoot: false } })],
      }),
      says: [said('container "web"', "it may run as root", "containers[0].securityContext.runAsNonRoot: true")],
    },
    "another user, and nothing that must be so": {
      of: deployment({ securityContext: { runAsNonRoot: null } }),
      says: [
        said('container "web"', "only its user's number keeps it from root", "securityContext.runAsNonRoot: true"),
      ],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        {
          of: deployment(root),
          settings: allowing(other),
          says: [said('container "web"', "it runs as user 0", "securityContext.runAsUser: 65532")],
        },
      ]),
    ),
  },
  unknown: {
    "what one of two containers says": {
      of: deployment({
        ...unsaid,
        containers: [
          container({ securityContext: { runAsNonRoot: unknownText } }),
          container({ name: "proxy", securityContext: { runAsUser: 0 } }),
        ],
      }),
      says: [
        said('container "proxy"', "it runs as user 0", "containers[1].securityContext.runAsUser: 65532"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.runAsNonRoot is not known yet",
      ],
    },
    "the user, and nothing that keeps it from root": {
      of: deployment({ securityContext: { runAsUser: unknownText, runAsNonRoot: null } }),
      says: [
        said('container "web"', "it may run as root", "securityContext.runAsNonRoot: true"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.securityContext.runAsUser is not known yet",
      ],
    },
    "what the pod says, over which one of two containers says that it is root": {
      of: deployment({ securityContext: unknownObject, containers: [container(root), container({ name: "proxy" })] }),
      says: [
        said('container "web"', "it runs as user 0", "containers[0].securityContext.runAsUser: 65532"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.securityContext is not known yet",
      ],
    },
    "the user of an object that is allowed": {
      of: deploymentWith({ securityContext: { runAsUser: unknownText } }),
      settings: allowing(),
      says: [],
    },
  },
});
