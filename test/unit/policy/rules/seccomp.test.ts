import { seccomp } from "../../../../policy/rules/seccomp";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const profile = (type: unknown) => ({ securityContext: { seccompProfile: type === null ? null : { type } } });

/** @param context the path of a security context in the Deployment's pod */
const said = (title: string, found: string, context = "securityContext"): string =>
  [
    `Deployment shop/web, ${title}: ${found}`,
    "  why: without one it can call all of the kernel, and most holes are in calls that nobody needs",
    `  fix: spec.template.spec.${context}.seccompProfile.type: RuntimeDefault`,
  ].join("\n");
const none = "no seccomp profile";
const unconfined = "its seccomp profile is Unconfined";

testRule(seccomp, {
  passes: {
    "the runtime's, said by the pod for all of its containers": deployment({
      initContainers: [container({ name: "copy" })],
      ephemeralContainers: [{ name: "debug" }],
    }),
    "one of the node's": deployment({
      securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "web.json" } },
    }),
    "said by the container alone": deployment({
      ...profile(null),
      containers: [container(profile("RuntimeDefault"))],
    }),
    "said by the container, over what the pod says": deployment({
      ...profile("Unconfined"),
      containers: [container(profile("Localhost"))],
    }),
    "a pod on Windows, where there is no such thing": deployment({ os: { name: "windows" }, ...profile(null) }),
    "what makes no pods": resource("core/v1:Service", { spec: profile("Unconfined") }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    none: { of: deployment(profile(null)), says: [said('container "web"', none)] },
    "none for all containers, on Linux": {
      of: deployment({
        os: { name: "linux" },
        securityContext: null,
        initContainers: [container({ name: "copy" })],
        ephemeralContainers: [{ name: "debug" }],
      }),
      says: ['init container "copy"', 'container "web"', 'ephemeral container "debug"'].map((title) =>
        said(title, none),
      ),
    },
    "no such profile": { of: deployment(profile("Default")), says: [said('container "web"', none)] },
    "Unconfined, for all of the pod": {
      of: deployment(profile("Unconfined")),
      says: [said('container "web"', unconfined)],
    },
    "Unconfined, in one container, over what the pod says": {
      of: deployment({ initContainers: [container({ name: "copy", ...profile("Unconfined") })] }),
      says: [said('init container "copy"', unconfined, "initContainers[0].securityContext")],
    },
  },
  unknown: {
    "the profile of one of two containers": {
      of: deployment({
        containers: [container(profile(unknownText)), container({ name: "proxy", ...profile("Unconfined") })],
      }),
      says: [
        said('container "proxy"', unconfined, "containers[1].securityContext"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext.seccompProfile.type is not known yet",
      ],
    },
    "what the pod says, over which one of two containers has its own": {
      of: deployment({
        securityContext: unknownObject,
        containers: [container(), container({ name: "proxy", ...profile("Unconfined") })],
      }),
      says: [
        said('container "proxy"', unconfined, "containers[1].securityContext"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.securityContext is not known yet",
      ],
    },
    "what the pod says, where the container has its own": {
      of: deployment({ securityContext: unknownObject, containers: [container(profile("RuntimeDefault"))] }),
      says: [],
    },
    "the container's security context": {
      of: deploymentWith({ securityContext: unknownObject }),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].securityContext is not known yet",
      ],
    },
  },
});
