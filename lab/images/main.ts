import { LabError } from "../lab-error";
import { buildImages, nodeReferences, stackReferences } from ".";

/**
 * `npx tsx lab/images/main.ts [REFERENCE...]` builds images and prints their files, a line each. Without a reference it
 * builds all that a node and a stack need.
 */
async function main(references: readonly string[]): Promise<void> {
  const all = [...Object.values(nodeReferences), ...stackReferences];
  for (const { tar } of await buildImages(references.length > 0 ? references : all)) console.log(tar);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof LabError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
