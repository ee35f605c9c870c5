import { plaintextOf } from "../configuration/plaintext";
import { nsa, rule } from "../judge/rule";

export const otlpTls = rule({
  name: "otlp-tls",
  description: "Telemetry is sent over TLS.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "spans and logs carry what users do, and anyone on the way can read and change them",
  settings: {},
  check: (object) => plaintextOf(object, "otlp"),
});
