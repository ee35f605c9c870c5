import { practice, rule } from "../judge/rule";

/** Least size, by algorithm: NIST SP 800-57 part 1, table 2 (112 bits of strength). */
const leastSize: Readonly<Record<string, number>> = { RSA: 2048, ECDSA: 256 };

export const certificateKey = rule({
  name: "certificate-key",
  description: "Keys of certificates are strong, and those of workloads made anew with every certificate.",
  severity: "medium",
  framework: practice("NIST SP 800-57 part 1, table 2; cert-manager: rotationPolicy"),
  why: "a weak key can be guessed, and one that is kept for years outlives every certificate",
  settings: {},
  *check({ group, kind, root }) {
    if (group !== "cert-manager.io" || kind !== "Certificate") return;
    const key = root.at("spec", "privateKey");
    const algorithm = key.at("algorithm");
    const name = algorithm.isAbsent ? "RSA" : algorithm.text;
    const size = key.at("size");
    const least = name === undefined || !Object.hasOwn(leastSize, name) ? undefined : leastSize[name];
    if (name !== undefined && least === undefined && name !== "Ed25519") {
      yield { found: "the algorithm of its key is none of RSA, ECDSA and Ed25519", fix: `${algorithm.path}: ECDSA` };
    }
    if (least !== undefined && size.number !== undefined && size.number < least) {
      yield { found: `its ${name} key has ${size.number} bits`, fix: `${size.path}: ${least}` };
    }
    // A new key of an authority is a new authority; anyone else's can be new every time.
    const rotation = key.at("rotationPolicy");
    const isAuthority = root.at("spec", "isCA");
    if (rotation.is("Never") && isAuthority.isKnown && !isAuthority.is(true)) {
      yield { found: "its key is never made anew", fix: `${rotation.path}: Always` };
    }
  },
});
