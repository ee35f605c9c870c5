import { serviceExposure } from "../../../../policy/rules/service-exposure";
import type { Tree } from "../../../../settings";
import { deployment, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const service = (spec: Tree, name = "web") =>
  resource("core/v1:Service", { metadata: { name }, spec: { ports: [{ port: 8443 }], ...spec } });

const violation = (found: string, fix: string, name = "web") =>
  [
    `Service shop/${name}: ${found}`,
    "  why: a port that was meant for the cluster is open to whoever reaches its nodes, or the Internet",
    `  fix: spec.${fix}`,
    "  or:  allow it in the pack's config, in service-exposure.allow",
  ].join("\n");

const isBalancer = (name?: string) => violation("its type is LoadBalancer", "type: ClusterIP", name);
const takesIn = (name?: string) => violation("it takes in external addresses", "externalIPs: take them out", name);

testRule(serviceExposure, {
  passes: {
    "types that stay within": [
      service({}),
      service({ type: "ClusterIP" }),
      service({ clusterIP: "None" }),
      service({ type: "ExternalName", externalName: "db.example.com" }),
    ],
    "no external addresses": service({ externalIPs: [] }),
    "Services that are allowed to be reached": {
      of: [
        service({ type: "LoadBalancer" }, "edge"),
        service({ type: "NodePort", externalIPs: ["192.0.2.7"] }, "edge-2"),
      ],
      settings: { allow: [{ kind: "Service", name: "edge*", namespace: "shop", why: "the shop is there" }] },
    },
    "what is no Service": [
      deployment({}, { type: "LoadBalancer" }),
      resource("serving.knative.dev/v1:Service", { spec: { type: "LoadBalancer" } }),
    ],
  },
  fails: {
    "a load balancer": { of: service({ type: "LoadBalancer" }), says: [isBalancer()] },
    "a load balancer that is told to be within, which only its provider knows": {
      of: resource("core/v1:Service", {
        metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } },
        spec: { type: "LoadBalancer" },
      }),
      says: [isBalancer()],
    },
    "a port of the nodes": {
      of: service({ type: "NodePort" }),
      says: [violation("its type is NodePort", "type: ClusterIP")],
    },
    "external addresses": { of: service({ externalIPs: ["192.0.2.7"] }), says: [takesIn()] },
    "both at once": {
      of: service({ type: "LoadBalancer", externalIPs: ["192.0.2.7", "192.0.2.8"] }),
      says: [isBalancer(), takesIn()],
    },
    "others than the one that is allowed": {
      of: [service({ type: "LoadBalancer" }, "edge"), service({ type: "LoadBalancer" })],
      settings: {
        allow: [
          { kind: "Service", name: "edge", why: "the shop is there" },
          { kind: "Ingress", name: "web", why: "it is of another kind" },
          { kind: "Service", name: "*", namespace: "bank", why: "they are somewhere else" },
        ],
      },
      says: [isBalancer()],
    },
  },
  unknown: {
    "its type, beside external addresses": {
      of: service({ type: unknownText, externalIPs: ["192.0.2.7"] }),
      says: [takesIn(), "(unjudged) Service shop/web: not judged, since spec.type is not known yet"],
    },
    "external addresses, beside its type": {
      of: service({ type: "LoadBalancer", externalIPs: unknownList }),
      says: [isBalancer(), "(unjudged) Service shop/web: not judged, since spec.externalIPs is not known yet"],
    },
  },
});
