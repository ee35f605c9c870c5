import type { Tree } from "../../../../settings";
import { certificateKey } from "../../../../policy/rules/certificate-key";
import { deployment, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const why = "  why: a weak key can be guessed, and one that is kept for years outlives every certificate";
const told = (found: string, fix: string): string => [found, why, `  fix: ${fix}`].join("\n");

const certificate = (privateKey: Tree | string, spec: Tree = {}) =>
  resource("cert-manager.io/v1:Certificate", { spec: { privateKey, ...spec } });

testRule(certificateKey, {
  passes: {
    "what cert-manager does by itself": resource("cert-manager.io/v1:Certificate", { spec: {} }),
    "RSA, ECDSA and Ed25519": [
      certificate({ algorithm: "RSA", size: 2048, rotationPolicy: "Always" }),
      certificate({ algorithm: "ECDSA", size: 256 }),
      certificate({ algorithm: "Ed25519", size: 1 }),
      certificate({ size: 4096 }),
    ],
    "an authority that keeps its key": certificate({ rotationPolicy: "Never" }, { isCA: true }),
    "a Certificate of another kind": resource("example.com/v1:Certificate", { spec: { privateKey: { size: 1 } } }),
    "another kind of the same group": resource("cert-manager.io/v1:Issuer", { spec: { privateKey: { size: 1 } } }),
    "what makes pods": deployment(),
  },
  fails: {
    "a small key": {
      of: certificate({ algorithm: "RSA", size: 1024 }),
      says: [told("Certificate shop/web: its RSA key has 1024 bits", "spec.privateKey.size: 2048")],
    },
    "a small key of the algorithm that nobody named": {
      of: certificate({ size: 1024 }),
      says: [told("Certificate shop/web: its RSA key has 1024 bits", "spec.privateKey.size: 2048")],
    },
    "a small curve": {
      of: certificate({ algorithm: "ECDSA", size: 224 }),
      says: [told("Certificate shop/web: its ECDSA key has 224 bits", "spec.privateKey.size: 256")],
    },
    ...Object.fromEntries(
      ["DSA", "rsa", "constructor"].map((algorithm) => [
        `the algorithm ${algorithm}`,
        {
          of: certificate({ algorithm, size: 1024 }),
          says: [
            told(
              "Certificate shop/web: the algorithm of its key is none of RSA, ECDSA and Ed25519",
              "spec.privateKey.algorithm: ECDSA",
            ),
          ],
        },
      ]),
    ),
    "a key that is kept": {
      of: certificate({ algorithm: "ECDSA", rotationPolicy: "Never" }, { isCA: false }),
      says: [told("Certificate shop/web: its key is never made anew", "spec.privateKey.rotationPolicy: Always")],
    },
  },
  unknown: {
    "the algorithm": {
      of: certificate({ algorithm: unknownText, size: 1024, rotationPolicy: "Never" }),
      says: [
        told("Certificate shop/web: its key is never made anew", "spec.privateKey.rotationPolicy: Always"),
        "(unjudged) Certificate shop/web: not judged, since spec.privateKey.algorithm is not known yet",
      ],
    },
    "whether it is an authority's": {
      of: certificate({ size: 1024, rotationPolicy: "Never" }, { isCA: unknownText }),
      says: [
        told("Certificate shop/web: its RSA key has 1024 bits", "spec.privateKey.size: 2048"),
        "(unjudged) Certificate shop/web: not judged, since spec.isCA is not known yet",
      ],
    },
    "the key": {
      of: certificate(unknownObject),
      says: ["(unjudged) Certificate shop/web: not judged, since spec.privateKey is not known yet"],
    },
  },
});
