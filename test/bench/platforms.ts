import * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { ObservabilityPlatform } from "../../components/platform";
import { checkout } from "../../lab/folders";
import { readSettings, readStackFile } from "../../settings";

/**
 * `tsx test/bench/platforms.ts N`: N platforms of about a hundred objects each in one program, against Pulumi's own
 * mocks. Prints milliseconds per object, the loading of code left out.
 */
async function main(count: number): Promise<void> {
  let objects = 0;
  await pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs }) => {
      if (type.startsWith("kubernetes:")) objects++;
      return { id: name, state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  });
  const { config } = readStackFile(join(checkout, "test", "fixtures", "distributed.yaml"));
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    new ObservabilityPlatform(`p${n}`, { settings: readSettings(config, () => false, `p${n}`) });
  }
  await pulumi.runtime.disconnect();
  console.log((performance.now() - begun) / objects);
}

void main(Number(process.argv[2]));
