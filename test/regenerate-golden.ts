import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../lab/folders";
import { manifests, writeManifests } from "../review/manifests";
import { runOffline } from "../review/offline";
import { stackFile } from "../settings";
import { reference } from "../settings/reference";

/** `npm run golden`: writes anew what test/unit/golden.test.ts compares with. Read the diff before you commit it. */
async function regenerate(): Promise<void> {
  for (const stack of ["dev", "staging", "production"]) {
    const { resources } = await runOffline(stackFile(checkout, stack), stack);
    writeManifests(join(__dirname, "golden", stack), manifests(resources));
  }
  writeFileSync(join(checkout, "docs", "settings.md"), reference());
}

void regenerate();
