import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";

const mend = {
  true: "cert-manager's chart was to bring it, and has not: see its release above, or let the cluster have cert-manager and set mop:certificates.install to false",
  false:
    "mop:certificates.install is false, so the cluster must have cert-manager: install it, or run `pulumi config set --path 'mop:certificates.install' true`",
};

/** Says which setting brings cert-manager where the cluster does not know its kinds: the engine's own words name none. */
export const kindsAreThere = ({ certificates: { install } }: Settings): pulumi.ErrorHook =>
  new pulumi.ErrorHook("cert-manager", ({ errors }) => {
    if (errors.some((error) => /no matches for kind/.test(error))) {
      void pulumi.log.error(`The cluster does not know cert-manager's kinds. ${mend[`${install}`]}`);
    }
    return false;
  });
