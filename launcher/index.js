// `node launcher <program> [arguments]`: the door through which every npm script goes. Runs the program on a Node that is
// new enough: this one, or else one that is installed into the cache. Runs itself on Node 18 and newer.
const { installNode } = require("./install");
const { runHere, runOn } = require("./run");
const { isNewEnough } = require("./versions");

const [program, ...args] = process.argv.slice(2);

if (isNewEnough(process.versions.node)) void runHere(program, args);
else {
  try {
    runOn(
      installNode((line) => console.error(line)),
      [program, ...args],
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
