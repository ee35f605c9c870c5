import { writeFileSync } from "node:fs";
import { adopt, readObjects } from "../review/adopt";
import { exitCode, Failure } from "./failure";
import { rendered, type StackOptions, withoutTrace } from "./offline";

/** `npm run adopt`: a file by which `pulumi import` takes over what is in a cluster already. Nothing else is touched. */
export async function adoptExisting(options: StackOptions & { existing: string; out: string }): Promise<void> {
  const { resources } = await rendered(options);
  const existing = await withoutTrace(() => readObjects(options.existing));
  const { file, adopted, strangers, missing } = adopt(resources, existing);
  if (adopted.length === 0) {
    throw new Failure(
      [
        `None of the ${strangers.length} objects in ${options.existing} is one of the stack ${options.stack}, so there is nothing to import.`,
        "What the stack has is listed by: npm run render -- --stack NAME --out DIR",
      ].join("\n"),
      exitCode.badInput,
    );
  }
  writeFileSync(options.out, `${JSON.stringify(file, null, 2)}\n`);
  const list = (objects: readonly string[]) => objects.map((object) => `  ${object}`);
  console.log(
    [
      `${adopted.length} objects are the stack's, and stand in ${options.out}:`,
      ...list(adopted),
      ...(strangers.length > 0
        ? [`${strangers.length} are not the stack's. Nothing is done about them:`, ...list(strangers)]
        : []),
      `${missing} objects are not there yet: up makes them.`,
      "",
      "Next, in this order (docs/operations.md says more):",
      `  pulumi up --stack ${options.stack} --target '**pulumi:providers:kubernetes::cluster'`,
      `  pulumi import --stack ${options.stack} --file ${options.out} --generate-code=false --protect=false`,
      `  pulumi preview --stack ${options.stack} --diff`,
    ].join("\n"),
  );
}
