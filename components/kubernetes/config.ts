import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { Settings } from "../../settings";
import { trust } from "../tls-files";
import type { Workload } from "../wiring";

/** YAML as people write it: no line folding, no anchors. */
export const toYaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/**
 * The annotations that make a pod restart when a file changes that it reads only once, its configuration or the
 * authorities that it trusts: a changed ConfigMap alone restarts nothing.
 */
export function checksums(settings: Settings, workload: Workload, config: string): Readonly<Record<string, string>> {
  const trusted = trust(settings, workload);
  return {
    "checksum/config": checksum(config),
    ...(Object.keys(trusted).length > 0 ? { "checksum/trust": checksum(JSON.stringify(trusted)) } : {}),
  };
}

const checksum = (text: string): string => createHash("sha256").update(text).digest("hex");
