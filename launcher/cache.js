const { homedir } = require("node:os");
const { join } = require("node:path");

/**
 * Where everything that is built, downloaded or kept between runs lives, outside the checkout: MOP_CACHE, or "mop" in
 * the user's cache folder.
 */
exports.cache = process.env.MOP_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mop");
