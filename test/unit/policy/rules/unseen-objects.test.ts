import { unseenObjects } from "../../../../policy/rules/unseen-objects";
import { deployment, resource, unknownList, workloads } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [
    found,
    "  why: no rule of this pack has judged what it brings: its pods may be privileged and speak plaintext",
    `  fix: ${fix}`,
  ].join("\n");

const typed = "typed resources, or a Chart, whose objects the engine and these rules see one by one";
const other = (type: string) => ({ ...resource("core/v1:Pod", {}), type });

testRule(unseenObjects, {
  passes: {
    "every kind of workload": Object.values(workloads()),
    "a Chart": [other("kubernetes:helm.sh/v3:Chart"), other("kubernetes:helm.sh/v4:Chart")],
    "components, providers and other clouds": [
      other("shop:index:Web"),
      other("pulumi:providers:kubernetes"),
      other("pulumi:providers:kubernetes-cert-manager"),
      other("aws:s3/bucket:Bucket"),
    ],
    "kinds that only end alike": [
      resource("example.com/v1:DenyList", { spec: { addresses: [] } }),
      resource("example.com/v1:List", { items: [] }),
      resource("example.com/v1:Patch", {}),
    ],
  },
  fails: {
    "a Release": {
      of: other("kubernetes:helm.sh/v3:Release"),
      says: [told("Release web: the pods of its chart are not seen", typed)],
    },
    "a component that is a Release": {
      of: other("kubernetes-cert-manager:index:CertManager"),
      says: [told("CertManager web: the pods of its chart are not seen", typed)],
    },
    "a patch": {
      of: resource("apps/v1:DeploymentPatch", {}),
      says: [
        told(
          "DeploymentPatch shop/web: it changes a part of an object that is not in the stack",
          "the object itself as a resource",
        ),
      ],
    },
    "a list": {
      of: resource("core/v1:ConfigMapList", { items: [{ metadata: { name: "a" } }] }),
      says: [told("ConfigMapList shop/web: its objects are in a list", "each object as a resource of its own")],
    },
  },
  unknown: {
    "the objects of a list": {
      of: [resource("core/v1:PodList", { items: unknownList }), deployment()],
      says: [
        told("PodList shop/web: its objects are in a list", "each object as a resource of its own"),
        "(unjudged) PodList shop/web: not judged, since items is not known yet",
      ],
    },
  },
});
