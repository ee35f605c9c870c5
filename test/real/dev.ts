import { merge, type Tree } from "../../settings";
import { stackFileWith } from "../lab/lab";
import { mop } from "./real-lab";

/** The dev stack on real nodes. */

export const namespace = "observability-dev";

/** As Pulumi.dev.yaml has it. */
export const dev: Tree = { "mop:environment": "dev", "mop:cluster": { name: "dev" } };

/** Over TLS, by the lab's cert-manager. */
export const devOverTls = merge(dev, { "mop:tls": { enabled: true }, "mop:certificates": { install: false } });

/** Brings the stack up, which has to succeed. @returns what it printed */
export function up(settings: Tree): string {
  const { code, output } = mop("up", "--stack", "dev", "--config-file", stackFileWith(settings));
  expect({ code, output }).toEqual({ code: 0, output });
  return output;
}

/** Brings the stack up in a lab that has none of it. */
export const create = (settings: Tree): void => expect(up(settings)).toContain("create (0 unchanged)");
