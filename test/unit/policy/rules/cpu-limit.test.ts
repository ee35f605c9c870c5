import { cpuLimit } from "../../../../policy/rules/cpu-limit";
import { container, deployment, deploymentWith, resource, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const limit = (cpu: unknown) => ({ resources: { limits: { cpu } } });
const required = { mode: "required" };
const forbidden = { mode: "forbidden" };
const why =
  "  why: with limits a program is throttled beside idle cores, without them it can crowd out its neighbours: a cluster should do one of the two";

/** @param container its path in the Deployment's pod */
const missing = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: no CPU limit`,
    why,
    `  fix: spec.template.spec.${container}.resources.limits.cpu: "1"`,
  ].join("\n");
const present = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: a CPU limit`,
    why,
    `  fix: spec.template.spec.${container}.resources.limits.cpu: take it out`,
  ].join("\n");

testRule(cpuLimit, {
  passes: {
    "with and without, where nothing was decided": deployment({
      containers: [container(), container({ name: "proxy", ...limit("1") })],
    }),
    "the same, said": { of: deploymentWith(limit("1")), settings: { mode: "any" } },
    "a limit where there must be one": { of: deploymentWith(limit("500m")), settings: required },
    "a limit as a number": { of: deploymentWith(limit(2)), settings: required },
    "no limit where there must be none": { of: deployment(), settings: forbidden },
    "no resources where there must be no limit": { of: deploymentWith({ resources: null }), settings: forbidden },
    "an ephemeral container, which can have none": {
      of: deployment({ containers: [container(limit("1"))], ephemeralContainers: [{ name: "debug" }] }),
      settings: required,
    },
    "what makes no pods": { of: resource("core/v1:Service", { spec: { ports: [] } }), settings: required },
    "every kind of workload": { of: Object.values(workloads()), settings: forbidden },
  },
  fails: {
    "no limit where there must be one": {
      of: deployment(),
      settings: required,
      says: [missing('container "web"', "containers[0]")],
    },
    "no resources, and an init container, where there must be limits": {
      of: deployment({
        initContainers: [container({ name: "copy" })],
        containers: [container({ resources: null })],
      }),
      settings: required,
      says: [missing('init container "copy"', "initContainers[0]"), missing('container "web"', "containers[0]")],
    },
    "limits where there must be none": {
      of: deployment({
        initContainers: [container({ name: "copy", ...limit(1) })],
        containers: [container(), container({ name: "proxy", ...limit("500m") })],
      }),
      settings: forbidden,
      says: [present('init container "copy"', "initContainers[0]"), present('container "proxy"', "containers[1]")],
    },
  },
  unknown: {
    "the limit of one of two containers, where there must be one": {
      of: deployment({ containers: [container(limit(unknownText)), container({ name: "proxy" })] }),
      settings: required,
      says: [
        missing('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits.cpu is not known yet",
      ],
    },
    "the resources of one of two containers, where there must be no limit": {
      of: deployment({
        containers: [container({ resources: unknownObject }), container({ name: "proxy", ...limit("1") })],
      }),
      settings: forbidden,
      says: [
        present('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources is not known yet",
      ],
    },
    "a limit, where nothing was decided": { of: deploymentWith(limit(unknownText)), says: [] },
  },
});
