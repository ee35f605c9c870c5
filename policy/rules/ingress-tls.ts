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
    const lists = tls.items.map((entry) => entry.at("hosts"));
    // An entry without hosts is the certificate for all of them; one that is not known may be.
    if (lists.length === 0 || lists.some((list) => list.isEmpty)) return;
    if (!lists.flatMap((list) => [list, ...list.items]).every(({ isKnown }) => isKnown)) return;
    const covered = lists.flatMap(({ texts }) => texts);
    for (const host of rules.flatMap((one) => one.at("host").text ?? [])) {
      if (covered.some((one) => one === host || one === host.replace(/^[^.]+/, "*"))) continue;
      yield {
        found: `no TLS for the host ${host}`,
        fix: `${tls.path}[${tls.items.length}]: { hosts: [${host}], secretName: <name>-tls }`,
      };
    }
  },
});
