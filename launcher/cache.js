const { existsSync, renameSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");

/**
 * Where everything that is built, downloaded or kept between runs lives, outside the checkout: MOP_CACHE, or "mop" in
 * the user's cache folder.
 */
exports.cache = process.env.MOP_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mop");

/**
 * Gives a folder of the cache its name, once all is in it. Where another process has finished the same meanwhile, that
 * one's is as good, and stays.
 *
 * @param {string} unfinished
 * @param {string} folder
 */
exports.keep = (unfinished, folder) => {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
};
