import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The checkout that this file is part of. */
export const checkout = resolve(__dirname, "..");

/**
 * Where everything that is built, downloaded or kept between runs lives, outside the checkout: MOP_CACHE, or "mop" in
 * the user's cache folder.
 */
export const cache = process.env.MOP_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mop");

/** Tools, shared by all checkouts of this machine. */
export const toolsFolder = join(cache, "tools");

/** This checkout's own lab, so that two checkouts never meet. MOP_LAB names another one. */
export const labName = process.env.MOP_LAB ?? createHash("sha256").update(checkout).digest("hex").slice(0, 12);
export const labFolder = join(cache, "labs", labName);

/** The context in the lab's kubeconfig. It names the lab, so that it is no other cluster's by chance. */
export const labContext = `mop-lab-${labName}`;
