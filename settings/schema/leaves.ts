import { X509Certificate } from "node:crypto";
import { RE2JS } from "re2js";
import { z } from "zod";
import { bytesPattern, cpuPattern, durationPattern } from "../units";

/**
 * The single values a stack file may hold. Each says in its error what is expected, in words that complete
 * "expected ...". `pulumi config set --path` stores true, false and whole numbers typed but 0.25 as text, and a
 * top-level value always as text, so numbers and flags are read from text too.
 */

const expected = (words: string) => ({ error: words });

const fromText = (value: unknown): unknown =>
  typeof value === "string" && /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : value;

/** Text; a bare number counts as text, since the stack file may have lost its quotes to `pulumi config set`. */
export const text = (words: string, pattern = /\S/) =>
  z.preprocess(
    (value) => (typeof value === "number" ? String(value) : value),
    z.string(expected(words)).regex(pattern, expected(words)),
  );

const flagText = z.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" });
export const flag = z.union([z.boolean(), flagText], expected("true or false"));

export function whole(minimum: number, maximum: number) {
  const words = expected(`a whole number from ${minimum} to ${maximum}`);
  return z.preprocess(fromText, z.number(words).int(words).min(minimum, words).max(maximum, words));
}

/** A share above 0 and up to 1. */
const ratioWords = expected("a number above 0 and up to 1");
export const ratio = z.preprocess(fromText, z.number(ratioWords).gt(0, ratioWords).max(1, ratioWords));

export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, expected(values.length === 1 ? `"${values[0]}"` : `one of ${values.map((v) => `"${v}"`).join(", ")}`));

export const duration = text("a duration such as 30s, 15m, 48h or 14d", durationPattern);

export const byteQuantity = text("a size such as 512Mi or 10Gi", bytesPattern);

export const cpuQuantity = text("cores such as 2 or 250m", cpuPattern);

/** RFC 1123 label: what Kubernetes takes as a namespace's name. */
export const dnsLabel = text(
  "lower-case letters, digits and dashes, at most 63, such as observability-dev",
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
);

export const dnsName = text("a DNS name such as fast-ssd", /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

/** A namespace, or a pattern of them with * and ?. */
export const namespacePattern = text('a namespace or a pattern such as "shop-*"', /^[a-z0-9*?]([a-z0-9*?-]{0,62})$/);

/** Name of a label, with or without a prefix. */
export const labelName = text(
  "the name of a label, such as node.kubernetes.io/instance-type",
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
);

export const labelValue = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  text(
    "at most 63 letters, digits, dashes, dots and underscores",
    /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/,
  ),
);

/** maxUnavailable of a rolling update. */
export const share = text("a percentage such as 10%, or a number of pods", /^([1-9][0-9]?%|100%|[1-9][0-9]*)$/);

/** 1 to 65535. */
const port = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

/** Host with an optional port, no scheme. */
export const hostAndPort = text(
  "a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com",
  new RegExp(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:${port})?$`),
);

export const bucketName = text(
  "the name of a bucket: 3 to 63 lower-case letters, digits, dashes and dots",
  /^(?!.*\.\.)(?![0-9]+(\.[0-9]+){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
);

/** Mimir takes letters and digits alone, so all do. */
export const objectPrefix = text("letters and digits, such as metrics", /^[A-Za-z0-9]{1,63}$/);

/** No underscores: a dash becomes one where a name has to be an identifier, and no two tenants may look alike there. */
export const tenantName = text("letters, digits and dashes, at most 63", /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/);

/** A registry's host with an optional path below it. */
export const registryPrefix = text(
  "a registry's host with or without a path, such as registry.example.com/mirror",
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9.-]*(:${port})?(/[a-z0-9._-]+)*$`),
);

/** A regular expression as Go reads it, judged by RE2 itself: JavaScript's own take more, and less. */
const patternWords = expected("a regular expression in RE2 syntax");
export const pattern = z.string(patternWords).refine((value) => value !== "" && isRe2(value), patternWords);

/** What RE2 said before: to compile a pattern takes a millisecond, and every stack has the same default ones. */
const judged = new Map<string, boolean>();

function isRe2(pattern: string): boolean {
  const known = judged.get(pattern);
  if (known !== undefined) return known;
  let isValid = true;
  try {
    RE2JS.compile(pattern);
  } catch {
    isValid = false;
  }
  judged.set(pattern, isValid);
  return isValid;
}

/** Addresses as NetworkPolicies take them. */
const cidrWords = expected("addresses as a CIDR, such as 10.0.0.0/16 or 10.1.2.3/32");
export const cidr = z
  .union([z.cidrv4(), z.cidrv6()], cidrWords)
  // zod takes a part of a bit for IPv6, as in ::/0.5; the API server does not.
  .refine((value) => /\/[0-9]+$/.test(value), cidrWords);

/** The certificate of an authority. Public: a private key has no place in a stack file. */
const certificateWords = "the certificate of an authority in PEM, -----BEGIN CERTIFICATE----- and nothing else";
export const certificate = z
  .string(expected(certificateWords))
  .transform((value) => `${value.trim()}\n`)
  .refine((value) => {
    try {
      return (
        /^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)$/.test(value) &&
        new X509Certificate(value).ca
      );
    } catch {
      return false;
    }
  }, expected(certificateWords));
