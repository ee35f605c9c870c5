import { manifests, writeManifests } from "../review/manifests";
import { exitCode, Failure } from "./failure";
import { rendered, type StackOptions } from "./offline";

/** `npm run render`: the stack's objects as files, or its resources as JSON; no CLI and no cluster. */
export async function render(options: StackOptions & { out?: string; json?: true }): Promise<void> {
  if (!options.out && !options.json) {
    throw new Failure("Where to? Give --out DIR for files, or --json for a list on the terminal.", exitCode.badInput);
  }
  const { resources } = await rendered(options);
  if (options.json) {
    const listed = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    console.log(JSON.stringify(listed, null, 2));
  }
  if (options.out) {
    const objects = manifests(resources);
    writeManifests(options.out, objects);
    console.error(`${objects.size} objects of ${options.stack} in ${options.out}`);
  }
}
