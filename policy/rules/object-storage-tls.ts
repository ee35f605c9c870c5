import { plaintextOf } from "../configuration/plaintext";
import { nsa, rule } from "../judge/rule";

export const objectStorageTls = rule({
  name: "object-storage-tls",
  description: "Object storage is reached over TLS.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "all that is stored goes over the wire, with requests that can be replayed",
  settings: {},
  check: (object) => plaintextOf(object, "storage"),
});
