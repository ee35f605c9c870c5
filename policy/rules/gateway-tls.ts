import { nsa, rule } from "../judge/rule";

export const gatewayTls = rule({
  name: "gateway-tls",
  description: "Every listener of a Gateway speaks TLS.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "what comes from outside the cluster crosses networks that nobody here controls",
  settings: {},
  *check({ group, kind, root }) {
    if (group !== "gateway.networking.k8s.io" || kind !== "Gateway") return;
    for (const listener of root.at("spec", "listeners").items) {
      const name = `listener "${listener.at("name").text ?? listener.path}"`;
      const protocol = listener.at("protocol");
      const tls = listener.at("tls");
      if (protocol.is("HTTP") || protocol.is("TCP") || protocol.is("UDP")) {
        const fix = `${protocol.path}: ${protocol.is("HTTP") ? "HTTPS" : "TLS"}`;
        yield { in: name, found: `its protocol is ${protocol.text}`, fix };
      } else if (!protocol.isAbsent && tls.isAbsent) {
        yield { in: name, found: "no certificate", fix: `${tls.path}: { certificateRefs: [{ name: <name>-tls }] }` };
      }
    }
  },
});
