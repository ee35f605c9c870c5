import type { Tree } from "../../../../settings";
import { certificateLifetime } from "../../../../policy/rules/certificate-lifetime";
import { deployment, resource, unknownObject, unknownText } from "../resources";
import { testRule } from "../test-rule";

const why =
  "  why: a stolen key is good for as long as its certificate is, and one that is not renewed in time is an outage";
const told = (found: string, fix: string): string => [found, why, `  fix: ${fix}`].join("\n");

const certificate = (spec: Tree | string) => resource("cert-manager.io/v1:Certificate", { spec });

testRule(certificateLifetime, {
  passes: {
    "what cert-manager does by itself": certificate({}),
    "just as long as it may": certificate({ duration: "8760h0m0s", renewBefore: "720h" }),
    "an authority of ten years": certificate({ duration: "87600h", isCA: true }),
    "longer, where that is set": { of: certificate({ duration: "17520h" }), settings: { maxHours: 20_000 } },
    "an authority, longer where that is set": {
      of: certificate({ duration: "100000h", isCA: true }),
      settings: { maxAuthorityHours: 100_000 },
    },
    "what is no duration": certificate({ duration: "a year", renewBefore: "a month" }),
    "a Certificate of another kind": resource("example.com/v1:Certificate", { spec: { duration: "99999h" } }),
    "another kind of the same group": resource("cert-manager.io/v1:Issuer", { spec: { duration: "99999h" } }),
    "what makes pods": deployment(),
  },
  fails: {
    "two years": {
      of: certificate({ duration: "17520h" }),
      says: [told("Certificate shop/web: it lives 17520h, more than 8760h", "spec.duration: 8760h")],
    },
    "more than is set": {
      of: [certificate({ duration: "1h30m" }), certificate({ isCA: true })],
      settings: { maxHours: 1, maxAuthorityHours: 24 },
      says: [
        told("Certificate shop/web: it lives 1h30m, more than 1h", "spec.duration: 1h"),
        told("Certificate shop/web: it lives 2160h, more than 24h", "spec.duration: 24h"),
      ],
    },
    "an authority of twenty years": {
      of: certificate({ duration: "175200h", isCA: true }),
      says: [told("Certificate shop/web: it lives 175200h, more than 87600h", "spec.duration: 87600h")],
    },
    "renewed before it begins": {
      of: [certificate({ duration: "24h", renewBefore: "1440m" }), certificate({ renewBefore: "2160h" })],
      says: [
        told("Certificate shop/web: it is renewed 1440m before its end, and lives only 24h", "spec.renewBefore: 8h"),
        told(
          "Certificate shop/web: it is renewed 2160h before its end, and lives only 2160h",
          "spec.renewBefore: 720h",
        ),
      ],
    },
  },
  unknown: {
    "when it is renewed": {
      of: certificate({ duration: "17520h", renewBefore: unknownText }),
      says: [
        told("Certificate shop/web: it lives 17520h, more than 8760h", "spec.duration: 8760h"),
        "(unjudged) Certificate shop/web: not judged, since spec.renewBefore is not known yet",
      ],
    },
    "how long it lives": {
      of: certificate({ duration: unknownText, renewBefore: "2160h" }),
      says: ["(unjudged) Certificate shop/web: not judged, since spec.duration is not known yet"],
    },
    "whether it is an authority's": {
      of: certificate({ duration: "17520h", isCA: unknownText }),
      says: ["(unjudged) Certificate shop/web: not judged, since spec.isCA is not known yet"],
    },
    "all of it": {
      of: certificate(unknownObject),
      says: ["(unjudged) Certificate shop/web: not judged, since spec is not known yet"],
    },
  },
});
