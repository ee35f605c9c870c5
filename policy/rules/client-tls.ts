import { plaintextOf } from "../configuration/plaintext";
import { nsa, rule } from "../judge/rule";

export const clientTls = rule({
  name: "client-tls",
  description: "Calls between components go over TLS, with the certificate checked.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "whoever is on the network can read the call, or answer it",
  settings: {},
  check: (object) => plaintextOf(object, "client"),
});
