import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { ObjectKey } from "../api-server";
import { clusterNamespace } from "../signer";
import { toolFolder } from "../tools";

/** Where cert-manager would run, had the lab not a stand-in for it. */
export const certManagerNamespace: ObjectKey = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: clusterNamespace },
};

/** cert-manager's own kinds of objects, as its release defines them. */
export const customKinds = (): ObjectKey[] =>
  parseAllDocuments(readFileSync(join(toolFolder("cert-manager"), "crds.yaml"), "utf8")).map(
    (document) => document.toJS() as ObjectKey,
  );
