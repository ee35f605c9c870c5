import { nsa, rule } from "../judge/rule";

export const ingressTls = rule({
  name: "ingress-tls",
  description: "Every host of an Ingress is served with TLS.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "what comes from outside the cluster crosses networks that nobody here controls",
  settings: {},
  *check({ group, kind, root }) {
    if (group !== "networking.k8s.io" || kind !== "Ingress") return;
    const tls = root.at("spec", "tls");
    const rules = root.at("spec", "rules").items;
    if (tls.isEmpty) {
      yield { found: "no TLS", fix: `${tls.path}: [{ hosts: [<host>], secretName: <name>-tls }]` };
    }
    // An entry without hosts is the certificate for all of them.
    if (tls.items.length === 0 || tls.items.some((entry) => entry.at("hosts").isAbsent)) return;
    const covered = tls.items.flatMap((entry) => entry.at("hosts").texts);
    for (const host of rules.flatMap((one) => one.at("host").text ?? [])) {
      if (covered.some((one) => one === host || one === host.replace(/^[^.]+/, "*"))) continue;
      yield {
        found: `no TLS for the host ${host}`,
        fix: `${tls.path}[${tls.items.length}]: { hosts: [${host}], secretName: <name>-tls }`,
      };
    }
  },
});
