import type { Tree } from "../../../../settings";
import { ingressTls } from "../../../../policy/rules/ingress-tls";
import { deployment, resource, unknownList, unknownText } from "../resources";
import { testRule } from "../test-rule";

const why = "  why: what comes from outside the cluster crosses networks that nobody here controls";
const told = (found: string, fix: string): string => [found, why, `  fix: ${fix}`].join("\n");
const none = told("Ingress shop/web: no TLS", "spec.tls: [{ hosts: [<host>], secretName: <name>-tls }]");
const noneFor = (host: string, n: number): string =>
  told(`Ingress shop/web: no TLS for the host ${host}`, `spec.tls[${n}]: { hosts: [${host}], secretName: <name>-tls }`);

const ingress = (spec: Tree) => resource("networking.k8s.io/v1:Ingress", { spec });
const rules = ["shop.example.com", "api.example.com"].map((host) => ({ host }));
const secretName = "web-tls";

testRule(ingressTls, {
  passes: {
    "every host": ingress({
      rules,
      tls: [{ hosts: ["shop.example.com"] }, { hosts: ["api.example.com"], secretName }],
    }),
    "a wildcard": ingress({ rules: [...rules, { host: "*.example.com" }], tls: [{ hosts: ["*.example.com"] }] }),
    "one certificate for all": [ingress({ rules, tls: [{ secretName }] }), ingress({ rules, tls: [{ hosts: [] }] })],
    "a rule without a host": ingress({ rules: [{ http: { paths: [] } }], tls: [{ hosts: ["shop.example.com"] }] }),
    "an Ingress of another kind": resource("example.com/v1:Ingress", { spec: { rules } }),
    "another kind of the same group": resource("networking.k8s.io/v1:IngressClass", { spec: {} }),
    "what makes pods": deployment(),
  },
  fails: {
    "no TLS": { of: ingress({ rules }), says: [none] },
    "an empty list": { of: ingress({ defaultBackend: {}, tls: [] }), says: [none] },
    "a host that is left out": {
      of: ingress({ rules, tls: [{ hosts: ["shop.example.com"], secretName }] }),
      says: [noneFor("api.example.com", 1)],
    },
    "a wildcard of another level": {
      of: ingress({ rules: [...rules, { host: "a.b.example.com" }], tls: [{ hosts: ["*.example.com"] }] }),
      says: [noneFor("a.b.example.com", 1)],
    },
  },
  unknown: {
    "one of the hosts that are served": {
      of: ingress({ rules: [{ host: unknownText }, ...rules], tls: [{ hosts: ["shop.example.com"] }] }),
      says: [
        noneFor("api.example.com", 1),
        "(unjudged) Ingress shop/web: not judged, since spec.rules[0].host is not known yet",
      ],
    },
    "the rules, and not that there is no TLS": {
      of: ingress({ rules: unknownList }),
      says: [none, "(unjudged) Ingress shop/web: not judged, since spec.rules is not known yet"],
    },
    "the hosts of a certificate": {
      of: ingress({ rules, tls: [{ hosts: ["shop.example.com"] }, { hosts: unknownList }] }),
      says: ["(unjudged) Ingress shop/web: not judged, since spec.tls[1].hosts is not known yet"],
    },
    "one of the hosts of a certificate": {
      of: ingress({ rules, tls: [{ hosts: ["shop.example.com", unknownText] }] }),
      says: ["(unjudged) Ingress shop/web: not judged, since spec.tls[0].hosts[1] is not known yet"],
    },
    "all certificates": {
      of: ingress({ rules, tls: unknownList }),
      says: ["(unjudged) Ingress shop/web: not judged, since spec.tls is not known yet"],
    },
  },
});
