import { manifests, writeManifests } from "../review/manifests";
import type { Registered } from "../review/offline";
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
    for (const { type } of resources.filter(isChart)) console.error(`Not in there: what the chart of ${type} brings`);
  }
}

/** A component of another package, whose objects only the engine learns of. */
const isChart = ({ custom, type }: Registered): boolean => !custom && !type.startsWith("mop:");
