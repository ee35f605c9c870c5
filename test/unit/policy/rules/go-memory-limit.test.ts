import { goMemoryLimit } from "../../../../policy/rules/go-memory-limit";
import { container, deployment, deploymentWith, resource, unknownList, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const limits = (memory: unknown) => ({ resources: { requests: null, limits: { memory } } });
const go = (value: unknown, memory: unknown = "1Gi") => ({
  ...limits(memory),
  env: [
    { name: "GOGC", value: "2GiB" },
    { name: "GOMEMLIMIT", value },
  ],
});
const from = (field: string) => ({
  ...limits("1Gi"),
  env: [{ name: "GOMEMLIMIT", valueFrom: { resourceFieldRef: { resource: field } } }],
});

/** @param variable its path in the Deployment's pod */
const said = (title: string, found: string, variable: string, fix: string): string =>
  [
    `Deployment shop/web, ${title}: ${found}`,
    "  why: Go collects garbage only when it comes near GOMEMLIMIT: by then the kernel has killed it",
    `  fix: spec.template.spec.${variable}.value: ${fix}`,
  ].join("\n");
const tooMuch = (value: string, memory: string): string =>
  `GOMEMLIMIT ${value} leaves too little of the memory limit ${memory}`;

testRule(goMemoryLimit, {
  passes: {
    "no such variable": deployment(),
    "well below the limit": deploymentWith(go("900MiB")),
    "just as much as may be, in bytes": deploymentWith(go("95", 100)),
    "off, and what is no amount": [deploymentWith(go("off")), deploymentWith(go("1Gi"))],
    "no value": deploymentWith(go(null)),
    "no memory limit": deploymentWith(go("8GiB", null)),
    "the request, from the field": deploymentWith(from("requests.memory")),
    "the last of two values holds": deploymentWith({
      ...limits("1Gi"),
      env: ["2GiB", "900MiB"].map((value) => ({ name: "GOMEMLIMIT", value })),
    }),
    "what makes no pods": resource("core/v1:ConfigMap", { data: { GOMEMLIMIT: "8GiB" } }),
    "every kind of workload": Object.values(workloads()),
    "all of the limit, where that may be": { of: deploymentWith(go("1GiB")), settings: { share: 1 } },
  },
  fails: {
    "as much as the limit": {
      of: deploymentWith(go("1GiB")),
      says: [said('container "web"', tooMuch("1GiB", "1Gi"), "containers[0].env[1]", "921MiB")],
    },
    "a little more than may be, in bytes": {
      of: deploymentWith(go("950000001", "1G")),
      says: [said('container "web"', tooMuch("950000001", "1G"), "containers[0].env[1]", "858MiB")],
    },
    "the limit itself, from the field": {
      of: deploymentWith(from("limits.memory")),
      says: [
        said(
          'container "web"',
          "GOMEMLIMIT is the memory limit itself",
          "containers[0].env[0]",
          "921MiB, instead of valueFrom",
        ),
      ],
    },
    "an init container and an ephemeral one": {
      of: deployment({
        initContainers: [container({ name: "copy", ...go("2GiB") })],
        ephemeralContainers: [{ name: "debug", ...go("2GiB", "2Gi") }],
      }),
      says: [
        said('init container "copy"', tooMuch("2GiB", "1Gi"), "initContainers[0].env[1]", "921MiB"),
        said('ephemeral container "debug"', tooMuch("2GiB", "2Gi"), "ephemeralContainers[0].env[1]", "1843MiB"),
      ],
    },
    "the last of two values": {
      of: deploymentWith({
        ...limits("1Gi"),
        env: ["900MiB", "2GiB"].map((value) => ({ name: "GOMEMLIMIT", value })),
      }),
      says: [said('container "web"', tooMuch("2GiB", "1Gi"), "containers[0].env[1]", "921MiB")],
    },
    "more than is set": {
      of: deploymentWith(go("600MiB")),
      settings: { share: 0.5 },
      says: [said('container "web"', tooMuch("600MiB", "1Gi"), "containers[0].env[1]", "512MiB")],
    },
  },
  unknown: {
    "the limit of one of two containers": {
      of: deployment({ containers: [container(go("2GiB", unknownText)), container({ name: "proxy", ...go("2GiB") })] }),
      says: [
        said('container "proxy"', tooMuch("2GiB", "1Gi"), "containers[1].env[1]", "921MiB"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits.memory is not known yet",
      ],
    },
    "its value": {
      of: deploymentWith(go(unknownText)),
      says: [
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].env[1].value is not known yet",
      ],
    },
    "all variables": {
      of: deploymentWith({ env: unknownList }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].env is not known yet"],
    },
  },
});
