const { engines } = require("../package.json");
const { optionalDependencies } = require("./node/package.json");

/** The oldest major release of Node that the project runs on: `engines` of package.json, ">=22". */
const oldest = Number(engines.node.replace(">=", ""));
exports.oldest = oldest;

/** @param {string} version of Node, without a "v": "24.22.3" */
exports.isNewEnough = (version) => Number(version.split(".")[0]) >= oldest;

/**
 * The npm package with Node's own binary for a platform, and its version; undefined where none is pinned.
 *
 * @param {string} platform "linux-x64": process.platform and process.arch
 * @returns {{ name: string, version: string } | undefined}
 */
exports.pinnedFor = (platform) => {
  const pin = Object.entries(optionalDependencies).find(([name]) => name.endsWith(`-${platform}`));
  return pin && { name: pin[0], version: pin[1] };
};

/**
 * What is told of this Node where it is too old.
 *
 * @param {string} why no other one was taken: ", and ..."
 * @param {string} next what to do once a newer one is there
 */
exports.tooOld = (why, next) =>
  `This needs Node ${oldest} or newer. Found: Node ${process.versions.node}${why}.\n` +
  `Install Node 24 (https://nodejs.org/en/download) and ${next}.`;
