import { join } from "node:path";
import { exitCode, Failure } from "../../cli/failure";
import { checkout } from "../../lab/folders";
import { bench } from "./bench";
import { engine } from "./engine";
import { firstUp } from "./first-up";
import { gateway } from "./gateway";
import { launcher } from "./launcher";
import { realNode } from "./real-node";
import { render } from "./render";

/**
 * `npm run bench`, `npm run bench -- NAME...`: how long things take, each against a yardstick in the same run. Builds
 * what it needs, prints a table and writes bench-results.json. Works on the lab, and takes the dev stack down first.
 */
const groups = [launcher, render, firstUp, engine, gateway, realNode];

bench(groups, process.argv.slice(2), join(checkout, "bench-results.json")).catch((error: unknown) => {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(error instanceof Failure ? error.code : exitCode.failed);
});
