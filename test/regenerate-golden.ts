import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { checkout } from "../lab/folders";
import { manifests, writeManifests } from "../review/manifests";
import { runOffline } from "../review/offline";
import { version } from "../package.json";
import { goldenStacks } from "./support/golden-stacks";
import { promised, releases } from "./support/released";
import { reviewPairs, reviewsFolder, reviewText } from "./support/review-pairs";
import { reference as rulesReference } from "../policy/reference";
import { reference } from "../settings/reference";

/**
 * `npm run golden`: writes anew what test/unit/golden.test.ts compares with. Read the diff before you commit it.
 * `npm run golden -- --release`, at a release: also writes down what test/unit/upgrade.test.ts holds later ones to.
 */
async function regenerate(): Promise<void> {
  for (const { name, stack, file } of goldenStacks) {
    const { resources } = await runOffline(file, stack);
    writeManifests(join(__dirname, "golden", name), manifests(resources));
  }
  writeFileSync(join(checkout, "docs", "settings.md"), reference());
  writeFileSync(join(checkout, "policy", "rules.md"), rulesReference());
  mkdirSync(reviewsFolder, { recursive: true });
  for (const name of Object.keys(reviewPairs)) writeFileSync(join(reviewsFolder, `${name}.md`), await reviewText(name));
  if (process.argv.includes("--release")) {
    const promise = JSON.stringify(promised(join(__dirname, "golden")));
    writeFileSync(join(releases, `${version}.json`), await format(promise, { parser: "json", printWidth: 120 }));
  }
}

void regenerate();
