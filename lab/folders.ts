import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { cache } from "../launcher/cache";

/** The checkout that this file is part of. */
export const checkout = resolve(__dirname, "..");

export { cache };

/** Tools, shared by all checkouts of this machine. */
export const toolsFolder = join(cache, "tools");

/** This checkout's own lab, so that two checkouts never meet. MOP_LAB names another one. */
export const labName = process.env.MOP_LAB ?? createHash("sha256").update(checkout).digest("hex").slice(0, 12);
export const labFolder = join(cache, "labs", labName);

/** The context in the lab's kubeconfig. It names the lab, so that it is no other cluster's by chance. */
export const labContext = `mop-lab-${labName}`;
