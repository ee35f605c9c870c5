import "reflect-metadata";
import { createPrivateKey, createPublicKey, KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** The one door to @peculiar/x509, so that it always has Node's own cryptography. */
x509.cryptoProvider.set(webcrypto as x509.CryptoProvider["crypto" & keyof x509.CryptoProvider]);
export { x509 };

/** A kind of key, and the hash that it signs with. */
export type KeyAlgorithm = webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams;

type Curve = "P-256" | "P-384" | "P-521";

/** Each curve signs with a hash of its own strength. */
const hashes: Readonly<Record<Curve, string>> = { "P-256": "SHA-256", "P-384": "SHA-384", "P-521": "SHA-512" };

export const ecdsa = (namedCurve: Curve) => ({ name: "ECDSA", namedCurve, hash: hashes[namedCurve] }) as const;

export const rsa = (modulusLength: number) =>
  ({
    name: "RSASSA-PKCS1-v1_5",
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  }) as const;

export const newKeys = (algorithm: KeyAlgorithm): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

/** A private key as text, in PKCS #8. */
export const pem = (key: webcrypto.CryptoKey): string =>
  KeyObject.from(key).export({ type: "pkcs8", format: "pem" }) as string;

/** @throws Error where the text holds no private key, or one of a kind that the lab does not know */
export async function readKeys(text: string): Promise<{ keys: webcrypto.CryptoKeyPair; algorithm: KeyAlgorithm }> {
  const key = createPrivateKey(text);
  const algorithm = algorithmOf(key);
  const { subtle } = webcrypto;
  const privateDer = key.export({ type: "pkcs8", format: "der" });
  const publicDer = createPublicKey(key).export({ type: "spki", format: "der" });
  return {
    algorithm,
    keys: {
      privateKey: await subtle.importKey("pkcs8", privateDer, algorithm, true, ["sign"]),
      publicKey: await subtle.importKey("spki", publicDer, algorithm, true, ["verify"]),
    },
  };
}

/** The curves under the names that OpenSSL has for them. */
const curves: Readonly<Record<string, Curve>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): KeyAlgorithm {
  const curve = curves[details?.namedCurve ?? ""];
  if (type === "ec" && curve) return ecdsa(curve);
  if (type === "rsa" && details?.modulusLength) return rsa(details.modulusLength);
  throw new Error(`the lab has no use for a key of the kind ${details?.namedCurve ?? type}`);
}
