import { plaintextOf } from "../configuration/plaintext";
import { nsa, rule } from "../judge/rule";

export const serverTls = rule({
  name: "server-tls",
  description: "Tempo, Mimir, Loki, Alloy and OpenTelemetry Collectors serve their ports with TLS.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "a port without a certificate takes plaintext from anyone, and proves to nobody what it is",
  settings: {},
  check: (object) => plaintextOf(object, "server"),
});
