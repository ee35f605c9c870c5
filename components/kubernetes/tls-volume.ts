import type { types } from "@pulumi/kubernetes";
import type { Settings } from "../../settings";
import { certificateSecret, tlsFolder, trust, trustName } from "../tls-files";
import type { Workload } from "../wiring";

interface Mounted {
  readonly volumes: types.input.core.v1.Volume[];
  readonly volumeMounts: types.input.core.v1.VolumeMount[];
}

/** Read by the group of the pod's processes, and by nobody else: 0440. */
const defaultMode = 0o440;

/**
 * What a pod proves itself with and whom it trusts, in one folder. Never by subPath, which would not follow a renewal.
 *
 * @param keyless it only checks others, so its own key stays where it is
 */
export function tlsVolume(settings: Settings, workload: Workload, { keyless = false } = {}): Mounted {
  const trusted = Object.keys(trust(settings, workload));
  const own = ["tls.crt", "tls.key", "ca.crt"].filter(
    (file) => !trusted.includes(file) && (!keyless || file === "ca.crt"),
  );
  const files = (names: readonly string[]) => names.map((name) => ({ key: name, path: name }));
  const sources = [
    ...(settings.tls.enabled && own.length > 0
      ? [{ secret: { name: certificateSecret(settings, workload), items: files(own) } }]
      : []),
    ...(trusted.length > 0 ? [{ configMap: { name: trustName, items: files(trusted) } }] : []),
  ];
  if (sources.length === 0) return { volumes: [], volumeMounts: [] };
  return {
    volumes: [{ name: "tls", projected: { defaultMode, sources } }],
    volumeMounts: [{ name: "tls", mountPath: tlsFolder, readOnly: true }],
  };
}
