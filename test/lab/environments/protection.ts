import { changed, fixture, fixtureWith, mop, report, stackFileWith, written } from "../lab";
import { command } from "./stacks";

/** Stack files that ask for another size of Loki's volume. */
const larger = {
  production: fixtureWith("production", { "mop:loki": { storage: { size: "90Gi" }, retention: "20d" } }),
  dev: stackFileWith({
    "mop:environment": "dev",
    "mop:cluster": { name: "dev" },
    "mop:loki": { storage: { size: "9Gi" } },
  }),
};

const resized = "spec.volumeClaimTemplates[0].spec.resources.requests.storage";

/** What production protects. */
export const protectedOnes = [
  "Namespace mop-backends",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `StatefulSet mop-${name}`),
];

/** Tests of what would cost production its data: refused as a whole. In dev it is done, and said. */
export function dataIsProtected(): void {
  test.each(["preview", "up"])("in production, %s refuses another size of a volume as a whole", (operation) => {
    const before = written("production");
    const { code, output } = mop(command(operation, "production", larger.production));
    expect(report(output)).toEqual([
      "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
      `  StatefulSet mop-loki: ${resized}`,
      'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
    ]);
    expect(code).toBe(2);
    // The new retention has not been applied either.
    expect(written("production")).toEqual(before);
  });

  test("in production, another topology that drops what holds data is refused as a whole", () => {
    const file = fixture("distributed");
    const before = written("production");
    const { code, output } = mop(command("up", "production", file, true));
    expect(report(output)).toEqual([
      "The stack production has protected objects that would be replaced or deleted; nothing was changed.",
      `  StatefulSet mop-alloy: ${resized}`,
      "  StatefulSet mop-loki",
      "  StatefulSet mop-mimir",
      "  StatefulSet mop-tempo",
      'The size of a volume is changed in steps of its own: "Change the size of a volume" in docs/operations.md',
      "To give the others up, with all other settings as they were at first:",
      `  mop:protect: false, below config in ${file}`,
      `  npm run up -- --stack production --config-file ${file} --policy-config policy/unprotected.json`,
    ]);
    expect(code).toBe(2);
    expect(written("production")).toEqual(before);
  });

  test("destroy of production is refused, and says what allows it", () => {
    const before = written("production");
    const { code, output } = mop(["destroy", "--stack", "production"]);
    expect(report(output)).toEqual([
      "The stack production has protected objects; nothing was changed.",
      ...protectedOnes.map((title) => `  ${title}`),
      "Their volumes hold its data, and would go with it. To give them up:",
      "  pulumi config set --path 'mop:protect' false --stack production",
      "  npm run up -- --stack production --policy-config policy/unprotected.json",
      "  npm run destroy -- --stack production",
    ]);
    expect(code).toBe(2);
    expect(written("production")).toEqual(before);
  });

  test("in dev, preview says that a replacement leaves the volume as it is", () => {
    const { code, output } = mop(command("preview", "dev", larger.dev));
    expect(changed(output)).toEqual([`± StatefulSet mop-loki: ${resized}`]);
    expect(output).toContain(
      '\nWarning: StatefulSet mop-loki: the volumes that it has keep their size. See "Change the size of a volume" in docs/operations.md\n',
    );
    expect(code).toBe(0);
  });
}
