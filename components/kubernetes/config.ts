import { createHash } from "node:crypto";
import { stringify } from "yaml";

/** YAML as people write it: no line folding, no anchors. */
export const toYaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/**
 * The annotation that makes a pod restart when the file it reads changes: a changed ConfigMap alone restarts nothing.
 */
export const checksum = (text: string): Readonly<Record<string, string>> => ({
  "checksum/config": createHash("sha256").update(text).digest("hex"),
});
