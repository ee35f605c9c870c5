import { isDeepStrictEqual } from "node:util";
import type { ApiServer, ObjectKey } from "../api-server";
import { fingerprint, issuedFor, lifeOf } from "./due";
import { issue } from "./issue";
import { issuerCondition, secretKey } from "./issuers";
import { ownerAnnotation, plan, type Scene } from "./plan";
import {
  type Certificate,
  certificateIn,
  type CertificateStatus,
  type Condition,
  instant,
  type Issuer,
  ready,
  type Secret,
  textOf,
} from "./resources";
import { renewalTime } from "./times";

const apiVersion = "cert-manager.io/v1";

/** The calls that the signer makes. */
export type Cluster = Pick<ApiServer, "list" | "apply" | "applyStatus">;

/** Looks at cert-manager's objects, and does what they ask for. */
export class Signer {
  /** What was last told to have failed, so that it is not told again in every round. */
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly tell: (line: string) => void,
  ) {}

  /** Brings everything up to date once. What fails is told, and tried again in the next round. */
  round(now: Date): Promise<void> {
    return this.trying("the cluster", async () => {
      const scene = await this.look(now);
      for (const { issuer, condition } of scene.issuers) {
        await this.trying(title(issuer.kind, issuer), () =>
          this.settle(issuer.kind, issuer, { conditions: [condition] }),
        );
      }
      for (const certificate of scene.certificates) {
        await this.trying(title("Certificate", certificate), () => this.serve(certificate, scene));
      }
    });
  }

  private async look(now: Date): Promise<Scene> {
    const list = async <T>(kind: string, version = apiVersion) =>
      (await this.cluster.list(version, kind)) as unknown as readonly T[];
    const issuers = [...(await list<Issuer>("ClusterIssuer")), ...(await list<Issuer>("Issuer"))];
    const certificates = await list<Certificate>("Certificate");
    const nothing = issuers.length + certificates.length === 0;
    const secrets = nothing ? [] : await list<Secret>("Secret", "v1");
    const byName = new Map(secrets.map((secret) => [title("Secret", secret), secret]));
    const secretOf: Scene["secretOf"] = (key) => byName.get(title("Secret", { metadata: key }));
    const judged = issuers.map((issuer) => {
      const key = secretKey(issuer);
      return { issuer, condition: issuerCondition(issuer, key && secretOf(key), now) };
    });
    return { now, certificates, issuers: judged, secretOf };
  }

  private async serve(certificate: Certificate, scene: Scene): Promise<void> {
    const { metadata, spec, status } = certificate;
    const old = scene.secretOf({ namespace: metadata.namespace, name: spec.secretName });
    const refuse = (reason: string, message: string) => {
      const conditions = [ready(certificate, false, reason, message, scene.now)];
      return this.settle("Certificate", certificate, { ...status, conditions });
    };
    const confirm = (secret: Secret | undefined, revision: number) => {
      const condition = ready(certificate, true, "Ready", "Certificate is up to date and has not expired", scene.now);
      return this.settle("Certificate", certificate, statusOf(certificate, condition, secret, revision));
    };
    try {
      const next = plan(certificate, scene);
      if (next.step === "refuse") return await refuse(next.reason, next.message);
      if (next.step === "keep") return await confirm(old, status?.revision ?? 1);
      const issued = await issue(spec, next.authority, textOf(old, "tls.key"), scene.now);
      const secret = secretFor(certificate, issued);
      await this.cluster.apply(secret, true);
      this.tell(`${title("Certificate", certificate)} issued, as ${next.because}`);
      await confirm(secret, (status?.revision ?? 0) + 1);
    } catch (error) {
      await refuse("Failed", words(error));
      throw error;
    }
  }

  /** Writes a status, where it is not so already. */
  private async settle(
    kind: string,
    { metadata, status: before }: Issuer | Certificate,
    status: object,
  ): Promise<void> {
    if (isDeepStrictEqual(before, status)) return;
    const { name, namespace } = metadata;
    await this.cluster.applyStatus({ apiVersion, kind, metadata: { name, namespace }, status });
  }

  private async trying(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failures.delete(what);
    } catch (error) {
      if (this.failures.get(what) !== words(error)) this.tell(`error: ${what}: ${words(error)}`);
      this.failures.set(what, words(error));
    }
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const title = (kind: string, { metadata: { namespace, name } }: { metadata: { namespace?: string; name: string } }) =>
  `${kind} ${namespace ? `${namespace}/` : ""}${name}`;

/** The status of a certificate that is up. */
function statusOf(
  { spec }: Certificate,
  condition: Condition,
  secret: Secret | undefined,
  revision: number,
): CertificateStatus {
  const current = certificateIn(secret);
  if (!current) return { conditions: [condition], revision };
  const life = lifeOf(current);
  return {
    conditions: [condition],
    notBefore: instant(life.notBefore),
    notAfter: instant(life.notAfter),
    renewalTime: instant(renewalTime(life, spec.renewBefore)),
    revision,
  };
}

/** The Secret of a certificate, as cert-manager labels it. */
function secretFor({ metadata: { name, namespace }, spec }: Certificate, issued: object): ObjectKey & Secret {
  const { kind = "Issuer", name: issuerName, group = "cert-manager.io" } = spec.issuerRef;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: spec.secretName,
      namespace,
      labels: { "controller.cert-manager.io/fao": "true" },
      annotations: {
        [ownerAnnotation]: name,
        "cert-manager.io/issuer-name": issuerName,
        "cert-manager.io/issuer-kind": kind,
        "cert-manager.io/issuer-group": group,
        [issuedFor]: fingerprint(spec),
      },
    },
    type: "kubernetes.io/tls",
    data: Object.fromEntries(
      Object.entries(issued).map(([key, text]) => [key, Buffer.from(String(text)).toString("base64")]),
    ),
  } as ObjectKey & Secret;
}
