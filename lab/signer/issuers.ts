import { certificateIn, type Condition, type Issuer, ready, type Secret, textOf } from "./resources";

/** Where cert-manager looks for the Secrets of issuers that are the whole cluster's. */
export const clusterNamespace = "cert-manager";

/** The Secret of an issuer that signs with a key of its own. */
export const secretKey = ({ metadata, spec }: Issuer): { namespace: string; name: string } | undefined =>
  spec.ca && { namespace: metadata.namespace ?? clusterNamespace, name: spec.ca.secretName };

/** Whether an issuer can sign; `secret` is the one that it names. */
export function issuerCondition(issuer: Issuer, secret: Secret | undefined, now: Date): Condition {
  const answer = (is: boolean, reason: string, message: string) => ready(issuer, is, reason, message, now);
  const { ca, selfSigned, ...others } = issuer.spec;
  const [other] = Object.keys(others);
  if (other)
    return answer(false, "NotSupported", `the lab's stand-in for cert-manager has no issuers of the kind ${other}`);
  if (selfSigned) return answer(true, "IsReady", "it signs with the key of each certificate");
  if (!ca) return answer(false, "NotSupported", "the issuer is of no kind");
  const lacking = secret === undefined ? undefined : ["tls.crt", "tls.key"].find((key) => !textOf(secret, key));
  if (!secret) return answer(false, "ErrGetKeyPair", `there is no Secret ${title(issuer)}`);
  if (lacking) return answer(false, "ErrGetKeyPair", `Secret ${title(issuer)} lacks ${lacking}`);
  if (!certificateIn(secret)?.ca)
    return answer(false, "ErrInvalidKeyPair", `Secret ${title(issuer)} holds no authority's certificate`);
  return answer(true, "KeyPairVerified", "Signing CA verified");
}

function title(issuer: Issuer): string {
  const { namespace, name } = secretKey(issuer) ?? {};
  return `${namespace}/${name}`;
}
