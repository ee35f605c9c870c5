import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imagesCommand } from "../../../cli/images";
import { writeImages } from "../../../cli/images/file";
import { images } from "../../../settings";
import { date, releases } from "./published.json";
import { RegistryStandIn } from "./registry/stand-in";

/** `--check` of what is shipped, against what was published on the day that published.json names. */

const folder = mkdtempSync(join(tmpdir(), "mop-support-"));
const file = join(folder, "images.json");
let registry: RegistryStandIn;
let printed: string;
let fault: string;

beforeAll(async () => {
  registry = await RegistryStandIn.start(
    Object.fromEntries(
      Object.entries(releases).map(([name, { tags }]) => [name, Object.fromEntries(tags.map((tag) => [tag, ""]))]),
    ),
  );
  const shipped = Object.entries(images).map(([name, image]) => {
    const repository = image.repository.replace("docker.io", registry.host);
    return [name, { ...image, repository, digest: null }] as const;
  });
  writeImages(file, Object.fromEntries(shipped));
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => (printed = text));
  fault = await imagesCommand({ check: true }, file, new Date(date)).then(
    () => "none",
    (error: Error) => error.message,
  );
  log.mockRestore();
});

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true });
});

test("what is pinned was published and is patched, but for what is known", () => {
  // OBI: OpenTelemetry patches its newest minor release alone, and that is 1.0. Only configuration format v1 of 0.15.2
  // has been read in code, so the move is one of its own.
  expect(fault).toBe(`Found 1 fault.

  obi (${registry.host}/otel/ebpf-instrument:v0.15.2)
    found:  its vendor does not patch it any more
    mend:   give it a newer version in settings/images.json, then npm run images -- --resolve`);
});

test("until when, as the vendors say", () => {
  const blocks = printed.split("\n\n").slice(1);
  const patches = blocks.map((block) => [block.split("\n")[0], /^ {2}patches: +(.*)$/m.exec(block)?.[1]]);
  const unsaid = "the vendor does not say for how long";
  const schedule = "https://github.com/nodejs/Release#release-schedule";
  expect(Object.fromEntries(patches)).toEqual({
    [`obi ${images.obi.version}`]: `none for 0.15.x: only the newest minor release gets any (${images.obi.support?.source})`,
    [`alloy ${images.alloy.version}`]: unsaid,
    [`tempo ${images.tempo.version}`]: `for 3.0.x until 2027-02-28 (${images.tempo.support?.source})`,
    [`mimir ${images.mimir.version}`]: unsaid,
    [`loki ${images.loki.version}`]: unsaid,
    "Node 22": `for 22.x until 2027-04-30 (${schedule})`,
    "Node 24": `for 24.x until 2028-04-30 (${schedule})`,
  });
});
