import { inHours, type Settings } from "../../settings";
import { certificateSecret } from "../tls-files";
import { certificateNames, type Wiring, type Workload } from "../wiring";
import { issuerRef, type Issuing } from "./authority";

/** The certificate of a workload, which is both server and client; none where Secrets are there already. */
export function leaf(settings: Settings, wiring: Wiring, workload: Workload): Issuing | undefined {
  const { duration, renewBefore } = settings.certificates;
  const issuer = issuerRef(settings);
  if (issuer === undefined) return undefined;
  return {
    kind: "Certificate",
    name: workload.name,
    namespace: workload.namespace,
    spec: {
      secretName: certificateSecret(settings, workload),
      dnsNames: certificateNames(settings, wiring, workload),
      // What looks in through `kubectl port-forward`.
      ipAddresses: ["127.0.0.1"],
      usages: ["digital signature", "server auth", "client auth"],
      duration: inHours(duration),
      renewBefore: inHours(renewBefore),
      privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", ...issuer },
    },
  };
}
