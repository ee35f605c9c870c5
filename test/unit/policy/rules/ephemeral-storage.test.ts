import { ephemeralStorage } from "../../../../policy/rules/ephemeral-storage";
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

const unlimited = { resources: { limits: { "ephemeral-storage": null } } };
const why = "  why: a full disk stops the node, and every pod on it";

/** @param container its path in the Deployment's pod */
const unbounded = (title: string, container: string): string =>
  [
    `Deployment shop/web, ${title}: no limit of ephemeral storage`,
    why,
    `  fix: spec.template.spec.${container}.resources.limits.ephemeral-storage: 1Gi`,
  ].join("\n");
const unsized = (name: string, position: number): string =>
  [
    `Deployment shop/web: its volume "${name}" has no size limit`,
    why,
    `  fix: spec.template.spec.volumes[${position}].emptyDir.sizeLimit: 256Mi`,
  ].join("\n");

testRule(ephemeralStorage, {
  passes: {
    "a limit": deployment(),
    "a limit in bytes": deploymentWith({ resources: { limits: { "ephemeral-storage": 1073741824 } } }),
    "an ephemeral container, which can have none": deployment({ ephemeralContainers: [{ name: "debug" }] }),
    "volumes with a size, in memory, and of other kinds": deployment({
      volumes: [
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        { name: "sockets", emptyDir: { medium: "Memory" } },
        { name: "pages", emptyDir: { medium: "HugePages-2Mi" } },
        { name: "settings", configMap: { name: "settings" }, emptyDir: null },
      ],
    }),
    "what makes no pods": resource("core/v1:PersistentVolumeClaim", { spec: { resources: {} } }),
    "every kind of workload": Object.values(workloads()),
  },
  fails: {
    "no limit": { of: deploymentWith(unlimited), says: [unbounded('container "web"', "containers[0]")] },
    "no resources, and an init container": {
      of: deployment({
        initContainers: [container({ name: "copy", ...unlimited })],
        containers: [container({ resources: null })],
      }),
      says: [unbounded('init container "copy"', "initContainers[0]"), unbounded('container "web"', "containers[0]")],
    },
    "volumes without a size": {
      of: deployment({
        volumes: [
          { name: "tmp", emptyDir: {} },
          { name: "data", emptyDir: { medium: "", sizeLimit: null } },
        ],
      }),
      says: [unsized("tmp", 0), unsized("data", 1)],
    },
    "a volume without a name": {
      of: deployment({ volumes: [{ emptyDir: {} }] }),
      says: [unsized("spec.template.spec.volumes[0]", 0)],
    },
  },
  unknown: {
    "the limit of one of two containers": {
      of: deployment({
        containers: [
          container({ resources: { limits: { "ephemeral-storage": unknownText } } }),
          container({ name: "proxy", ...unlimited }),
        ],
      }),
      says: [
        unbounded('container "proxy"', "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].resources.limits.ephemeral-storage is not known yet",
      ],
    },
    "some of the volumes": {
      of: deployment({
        volumes: [
          unknownObject,
          { name: "size", emptyDir: { sizeLimit: unknownText } },
          { name: "medium", emptyDir: { medium: unknownText } },
          { name: "tmp", emptyDir: {} },
        ],
      }),
      says: [
        unsized("tmp", 3),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.volumes[0], spec.template.spec.volumes[1].emptyDir.sizeLimit, spec.template.spec.volumes[2].emptyDir.medium are not known yet",
      ],
    },
    "all volumes": {
      of: deployment({ volumes: unknownList, containers: [container(unlimited)] }),
      says: [
        unbounded('container "web"', "containers[0]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.volumes is not known yet",
      ],
    },
  },
});
