import { gatewayTls } from "../../../../policy/rules/gateway-tls";
import { deployment, resource, unknownList, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const why = "  why: what comes from outside the cluster crosses networks that nobody here controls";
const told = (found: string, fix: string): string => [found, why, `  fix: ${fix}`].join("\n");

const gateway = (listeners: unknown) => resource("gateway.networking.k8s.io/v1:Gateway", { spec: { listeners } });
const tls = { certificateRefs: [{ name: "web-tls" }] };

testRule(gatewayTls, {
  passes: {
    "HTTPS and TLS": gateway([
      { name: "web", protocol: "HTTPS", port: 443, tls },
      { name: "mail", protocol: "TLS", port: 465, tls: { mode: "Passthrough" } },
    ]),
    "no listeners": gateway([]),
    "a protocol still to be named": gateway([{ name: "web", port: 443 }]),
    "a Gateway of another kind": resource("example.com/v1:Gateway", { spec: { listeners: [{ protocol: "HTTP" }] } }),
    "another kind of the same group": resource("gateway.networking.k8s.io/v1:GatewayClass", {
      spec: { listeners: [{ protocol: "HTTP" }] },
    }),
    "what makes pods": deployment(),
  },
  fails: {
    HTTP: {
      of: gateway([{ name: "web", protocol: "HTTP", port: 80 }]),
      says: [told('Gateway shop/web, listener "web": its protocol is HTTP', "spec.listeners[0].protocol: HTTPS")],
    },
    "TCP and UDP, beside HTTPS": {
      of: gateway([
        { name: "web", protocol: "HTTPS", tls },
        { name: "db", protocol: "TCP" },
        { protocol: "UDP", tls },
      ]),
      says: [
        told('Gateway shop/web, listener "db": its protocol is TCP', "spec.listeners[1].protocol: TLS"),
        told('Gateway shop/web, listener "spec.listeners[2]": its protocol is UDP', "spec.listeners[2].protocol: TLS"),
      ],
    },
    "no certificate": {
      of: gateway([{ name: "web", protocol: "HTTPS" }]),
      says: [
        told(
          'Gateway shop/web, listener "web": no certificate',
          "spec.listeners[0].tls: { certificateRefs: [{ name: <name>-tls }] }",
        ),
      ],
    },
  },
  unknown: {
    "the certificate of one of two listeners": {
      of: gateway([
        { name: "web", protocol: "HTTPS", tls: unknownObject },
        { name: "old", protocol: "HTTP" },
      ]),
      says: [
        told('Gateway shop/web, listener "old": its protocol is HTTP', "spec.listeners[1].protocol: HTTPS"),
        "(unjudged) Gateway shop/web: not judged, since spec.listeners[0].tls is not known yet",
      ],
    },
    "the protocol of one with a certificate": {
      of: gateway([{ name: "web", protocol: unknownText, tls }]),
      says: ["(unjudged) Gateway shop/web: not judged, since spec.listeners[0].protocol is not known yet"],
    },
    "all listeners": {
      of: gateway(unknownList),
      says: ["(unjudged) Gateway shop/web: not judged, since spec.listeners is not known yet"],
    },
  },
});
