import { hostNamespaces } from "../../../../policy/rules/host-namespaces";
import { deployment, resource, unknownObject, unknownText, workloads, podPaths } from "../resources";
import { testRule } from "../test-rule";

const on = { hostPID: true, hostNetwork: true, hostIPC: true };
const allowing = (namespaces: readonly string[], change: object = {}) => ({
  allow: [{ kind: "Deployment", name: "w*", namespace: "sh*p", namespaces, why: "it watches the node", ...change }],
});

const shared = (kind: string, title = "Deployment shop/web", spec = "spec.template.spec"): string =>
  [
    `${title}: ${kind} is on`,
    "  why: it sees, and can often reach, what all others on its node do",
    `  fix: ${spec}.${kind}: false`,
    "  or:  allow it in the pack's config, in host-namespaces.allow",
  ].join("\n");

testRule(hostNamespaces, {
  passes: {
    "nothing said": deployment(),
    "all of them off": deployment({ hostPID: false, hostNetwork: false, hostIPC: false }),
    "processes that the pod's own containers share": deployment({ shareProcessNamespace: true }),
    "what makes no pods": resource("core/v1:Service", { spec: on }),
    "every kind of workload": Object.values(workloads()),
    "all that are on are allowed": { of: deployment(on), settings: allowing(["hostIPC", "hostPID", "hostNetwork"]) },
    "allowed in any namespace": {
      of: deployment({ hostPID: true }),
      settings: allowing(["hostPID"], { namespace: undefined }),
    },
    "allowed by two entries": {
      of: deployment({ hostPID: true, hostIPC: true }),
      settings: { allow: [...allowing(["hostPID"]).allow, ...allowing(["hostIPC"]).allow] },
    },
  },
  fails: {
    "all of them": { of: deployment(on), says: ["hostPID", "hostNetwork", "hostIPC"].map((kind) => shared(kind)) },
    "another one than is allowed": {
      of: deployment(on),
      settings: allowing(["hostPID", "hostIPC"]),
      says: [shared("hostNetwork")],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        {
          of: deployment({ hostPID: true }),
          settings: allowing(["hostPID"], other),
          says: [shared("hostPID")],
        },
      ]),
    ),
    "every kind of workload": {
      of: Object.values(workloads({ hostIPC: true })),
      says: Object.entries(podPaths).map(([kind, spec]) => shared("hostIPC", `${kind} shop/web`, spec)),
    },
  },
  unknown: {
    "one of them": {
      of: deployment({ hostPID: unknownText, hostNetwork: true }),
      says: [
        shared("hostNetwork"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.hostPID is not known yet",
      ],
    },
    "one that is allowed": { of: deployment({ hostPID: unknownText }), settings: allowing(["hostPID"]), says: [] },
    "the whole pod": {
      of: resource("apps/v1:Deployment", { spec: { template: { spec: unknownObject } } }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec is not known yet"],
    },
  },
});
