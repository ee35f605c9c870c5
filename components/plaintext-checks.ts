import { isDeepStrictEqual } from "node:util";
import { type Fault, leaves, type Path, type Settings, shown } from "../settings";
import { overBroker } from "./wiring";

/** Outside environment dev nothing is sent that could be read on the way, and no door is left open. */
export const plaintextChecks = (settings: Settings): readonly Fault[] =>
  settings.environment === "dev" ? [] : [...switchFaults(settings), ...extraConfigFaults(settings)];

const stores = ["tempo", "mimir", "loki"] as const;

function switchFaults(settings: Settings): Fault[] {
  const { environment, tls, network, objectStorage, kafka } = settings;
  const off: readonly (readonly [wrong: boolean, path: Path, why: string])[] = [
    [!tls.enabled, ["tls", "enabled"], "every connection is encrypted"],
    [!network.policies, ["network", "policies"], "what is no connection of the stack is denied"],
    [
      !objectStorage.tls && stores.some((store) => settings[store].bucket !== undefined),
      ["objectStorage", "tls"],
      "object storage is reached over https",
    ],
    [
      !kafka.tls && stores.some((store) => overBroker(settings, store)),
      ["kafka", "tls"],
      "the broker is reached over TLS",
    ],
  ];
  return off
    .filter(([wrong]) => wrong)
    .map(([, path, why]) => ({
      path,
      found: "false",
      expected: `true in ${environment}, where ${why}`,
      mend: [{ set: path, value: true }],
    }));
}

/** A key that switches TLS, or the check of a certificate, off. */
const switchesOff = (key: unknown, value: unknown): boolean =>
  (/(^|_)insecure(_skip_verify)?$/.test(String(key)) && value === true) ||
  (/(^|_)tls_enabled$/.test(String(key)) && value === false);

const isPlain = (value: unknown): boolean => typeof value === "string" && /^(http|grpc|tcp):\/\//.test(value);

const extraConfigFaults = (settings: Settings): Fault[] =>
  ([...stores, "obi", "alloy"] as const).flatMap((component) => {
    const base = [component, "extraConfig"];
    const plain = leaves(settings[component].extraConfig, base).filter(
      ({ path, value }) => switchesOff(path.at(-1), value) || isPlain(value),
    );
    // Of Alloy's blocks the whole goes, and once: without its endpoint it would not start.
    const goes = (path: Path) => (component === "alloy" ? path.slice(0, base.length + 1) : path);
    return plain
      .filter(({ path }, n) => plain.findIndex((other) => isDeepStrictEqual(goes(other.path), goes(path))) === n)
      .map(({ path, value }) => ({
        path,
        found: shown(value),
        expected: `TLS in ${settings.environment}: what is sent there could be read, or answered, by others`,
        mend: [{ remove: goes(path) }],
      }));
  });
