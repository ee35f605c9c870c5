import type { RuleName } from "./rules";

export const environments = ["dev", "staging", "production"] as const;
export type Environment = (typeof environments)[number];

/** `mandatory` stops the deployment, `advisory` is told and no more. */
export type Level = "mandatory" | "advisory" | "disabled";

type Levels = Readonly<Record<Environment, Level>>;

/** Told in dev, and stopped where others depend on it. */
const shared: Levels = { dev: "advisory", staging: "mandatory", production: "mandatory" };
/** What a small stack does without, and production must not. */
const production: Levels = { dev: "disabled", staging: "advisory", production: "mandatory" };
/** Told everywhere, and never in the way. */
const advice: Levels = { dev: "advisory", staging: "advisory", production: "advisory" };

/** How much each rule counts where nothing else is set; `--policy-pack-config` goes before it. */
export const levels: Readonly<Record<RuleName, Levels>> = {
  "otlp-tls": shared,
  "object-storage-tls": shared,
  "client-tls": shared,
  "server-tls": shared,
  "tls-version": shared,
  "certificate-lifetime": shared,
  "certificate-key": shared,
  "ingress-tls": shared,
  "gateway-tls": shared,
  privileged: shared,
  "added-capabilities": shared,
  "agent-capabilities": shared,
  "drop-capabilities": shared,
  "host-namespaces": shared,
  "host-path": shared,
  "host-ports": shared,
  "resource-requests": shared,
  "memory-limit": shared,
  "memory-ratio": advice,
  "go-memory-limit": shared,
  "ephemeral-storage": shared,
  "cpu-limit": shared,
  "image-tag": shared,
  "image-registry": shared,
  "image-digest": advice,
  "obi-version": shared,
  "run-as-non-root": shared,
  "read-only-root": shared,
  "privilege-escalation": shared,
  seccomp: shared,
  "service-account-token": shared,
  "default-service-account": shared,
  "pod-security-labels": shared,
  "network-policy": shared,
  "rbac-wildcard": shared,
  "rbac-escalation": shared,
  "default-namespace": shared,
  "required-labels": advice,
  "disruption-budget": shared,
  replicas: production,
  "anti-affinity": production,
  probes: production,
  "service-exposure": shared,
  "state-protected": production,
  "volume-retention": production,
  "outage-switches": shared,
  "unseen-objects": advice,
};

/** The variable that names the environment of a stack whose name does not tell it. */
export const environmentVariable = "MOP_POLICY_ENVIRONMENT";

/**
 * The environment of a stack, by how its name begins: "dev-alice" is dev, "staging2" staging. Any other is taken for
 * production, since there a wrong guess is the safer one.
 *
 * @param named the value of {@link environmentVariable}, which goes before the name
 * @throws Error when it names no environment
 */
export function environmentOf(stack: string, named?: string): Environment {
  if (named !== undefined && named !== "") {
    const found = environments.find((one) => one === named);
    if (found) return found;
    throw new Error(`${environmentVariable} is none of ${environments.join(", ")}`);
  }
  if (/^(dev|local|test|lab|sandbox)/i.test(stack)) return "dev";
  return /^(stag|stg|qa|uat|preprod)/i.test(stack) ? "staging" : "production";
}
