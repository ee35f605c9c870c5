import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../../cli/failure";
import { imagesCommand, type ImagesOptions, list } from "../../../cli/images";
import { writeImages } from "../../../cli/images/file";
import { Repository } from "../../../cli/registry";
import { checkout } from "../../../lab/folders";
import { type Image, images as shipped } from "../../../settings";
import { RegistryStandIn, sha256 } from "./registry/stand-in";

const folder = mkdtempSync(join(tmpdir(), "mop-images-"));
const file = join(folder, "images.json");
const now = new Date("2026-11-23T23:00:00Z");
let registry: RegistryStandIn;
let printed: string[];

beforeEach(async () => {
  registry = await RegistryStandIn.start({
    "grafana/tempo": { "3.0.3": "tempo 3", "3.0.4": "", "3.1.0-rc.1": "", "3.1.0-arm64": "", main: "", "v3.2.0": "" },
    "grafana/loki": { "3.7.8": "loki 3", "3.7.9": "", "3.8.1": "", "4.0.0": "" },
    "otel/obi": { "v0.15.2": "obi 0", "v1.0.0": "" },
  });
  registry.token = "abc";
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => printed.push(line));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await registry.stop();
});

afterAll(() => rmSync(folder, { recursive: true }));

const image = (name: string, version: string, other: Partial<Image> = {}): Image => ({
  repository: `${registry.host}/${name}`,
  version,
  digest: null,
  ...other,
});

const tempo = (other: Partial<Image> = {}) =>
  image("grafana/tempo", "3.0.3", {
    support: { source: "https://tempo.example.com", patchedUntil: { "3.0": "2027-02-28" } },
    ...other,
  });

/** What `--check` ends with as long as both releases of Node get patches. */
const node = `Node 22
  patches:  for 22.x until 2027-04-30 (https://github.com/nodejs/Release#release-schedule)

Node 24
  patches:  for 24.x until 2028-04-30 (https://github.com/nodejs/Release#release-schedule)`;

const text = (images: Readonly<Record<string, Image>>) => `${JSON.stringify(images, null, 2)}\n`;
const put = (images: Readonly<Record<string, Image>>) => writeFileSync(file, text(images));
const run = (options: ImagesOptions) => imagesCommand(options, file, now);

/** The message and exit code that a command ends with. */
async function failure(ended: Promise<void>): Promise<Pick<Failure, "message" | "code">> {
  const error = await ended.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  );
  if (!(error instanceof Failure)) throw error;
  return { message: error.message, code: error.code };
}

test("--list: a reference a line, by name, with the digest that is known", async () => {
  put({
    tempo: image("grafana/tempo", "3.0.3"),
    loki: image("grafana/loki", "3.7.8", { digest: sha256("loki 3") }),
  });
  await run({ list: true });
  expect(printed.join("\n")).toBe(
    `${registry.host}/grafana/loki:3.7.8@${sha256("loki 3")}\n${registry.host}/grafana/tempo:3.0.3`,
  );
  expect(registry.asked).toEqual([]);
});

test("--list --registry: what to copy, and where to", () => {
  const loki = { repository: "docker.io/grafana/loki", version: "3.7.8", digest: sha256("loki 3") };
  const alloy = { repository: "docker.io/grafana/alloy", version: "v1.19.2", digest: null };
  expect(list({ loki, alloy }, "registry.example.com/mirror")).toEqual([
    "docker.io/grafana/alloy:v1.19.2 registry.example.com/mirror/grafana/alloy:v1.19.2",
    `docker.io/grafana/loki:3.7.8@${sha256("loki 3")} registry.example.com/mirror/grafana/loki:3.7.8`,
  ]);
});

test("on the command line, nothing but the list is printed", () => {
  const mop = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "cli/main.ts", "images", ...args], {
      cwd: checkout,
      encoding: "utf8",
    });
  const { stdout, stderr, status } = mop("--list");
  expect({ stdout, stderr, status }).toEqual({ stdout: `${list(shipped).join("\n")}\n`, stderr: "", status: 0 });
  expect(mop().status).toBe(2);
});

test.each<[ImagesOptions, string]>([
  [{}, "What about the images? Give one of --list, --resolve and --check."],
  [{ list: true, check: true }, "What about the images? Give one of --list, --resolve and --check."],
  [{ registry: "a" }, "What about the images? Give one of --list, --resolve and --check."],
  [{ check: true, registry: "a" }, "--registry goes with --list."],
  ...["https://a", "a/", "a b", "", "a/B"].map((registry): [ImagesOptions, string] => [
    { list: true, registry },
    `--registry "${registry}" is no registry: give a host and perhaps a path, such as registry.example.com/mirror.`,
  ]),
])("%j is refused", async (options, message) => {
  expect(await failure(run(options))).toEqual({ message, code: 2 });
  expect(printed).toEqual([]);
});

test("MOP_OFFLINE keeps it from the network", async () => {
  put({ tempo: tempo() });
  process.env.MOP_OFFLINE = "1";
  try {
    const message = "--resolve asks registries, and MOP_OFFLINE=1 forbids it.";
    expect(await failure(run({ resolve: true }))).toEqual({ message, code: 2 });
    await run({ list: true });
  } finally {
    delete process.env.MOP_OFFLINE;
  }
  expect(registry.asked).toEqual([]);
  expect(printed).toEqual([`${registry.host}/grafana/tempo:3.0.3`]);
});

test("--resolve: the digests go to the file, and nothing else changes there", async () => {
  const obi = image("otel/obi", "v0.15.2", { digest: sha256("obi 0") });
  const loki = image("grafana/loki", "3.7.8", { digest: sha256("old") });
  put({ tempo: tempo(), obi, loki });
  await run({ resolve: true });
  expect(printed).toEqual([
    `tempo 3.0.3: ${sha256("tempo 3")}, was not known`,
    `loki 3.7.8: ${sha256("loki 3")}, was ${sha256("old")}`,
    "settings/images.json: 2 of 3 digests changed.",
  ]);
  expect(readFileSync(file, "utf8")).toBe(
    text({ tempo: tempo({ digest: sha256("tempo 3") }), obi, loki: { ...loki, digest: sha256("loki 3") } }),
  );
  expect(readdirSync(folder)).toEqual(["images.json"]);
});

test("--resolve: a file that is right is left alone", async () => {
  put({ tempo: tempo({ digest: sha256("tempo 3") }) });
  const before = statSync(file).ino;
  await run({ resolve: true });
  expect(printed).toEqual(["settings/images.json: 0 of 1 digests changed."]);
  expect(statSync(file).ino).toBe(before);
});

test("--resolve: one image that cannot be had keeps the file as it was", async () => {
  const images = { tempo: tempo(), loki: image("grafana/loki", "3.7.80"), obi: image("otel/obj", "v0.15.2") };
  put(images);
  expect(await failure(run({ resolve: true }))).toEqual({
    message: `2 of 3 images could not be resolved; settings/images.json is as it was.

  loki (${registry.host}/grafana/loki:3.7.80)
    asked:     HEAD http://${registry.host}/v2/grafana/loki/manifests/3.7.80
    answered:  404 Not Found
    mend:      there is no such image: look at its repository and version in settings/images.json

  obi (${registry.host}/otel/obj:v0.15.2)
    asked:     HEAD http://${registry.host}/v2/otel/obj/manifests/v0.15.2
    answered:  404 Not Found
    mend:      there is no such image: look at its repository and version in settings/images.json`,
    code: 1,
  });
  expect(printed).toEqual([]);
  expect(readFileSync(file, "utf8")).toBe(text(images));
  expect(readdirSync(folder)).toEqual(["images.json"]);
});

test("--resolve: a file that cannot be replaced leaves no other one behind", () => {
  const inTheWay = join(folder, "images.json.folder");
  mkdirSync(inTheWay);
  expect(() => writeImages(inTheWay, {})).toThrow("EISDIR");
  rmdirSync(inTheWay);
  expect(readdirSync(folder)).toEqual(["images.json"]);
});

test("a mistake in this program is not taken for an answer of the registry", async () => {
  put({ tempo: tempo() });
  vi.spyOn(Repository.prototype, "digest").mockRejectedValue(new TypeError("a mistake"));
  await expect(run({ resolve: true })).rejects.toThrow(new TypeError("a mistake"));
});

test("--check: what is newer is no fault", async () => {
  put({
    tempo: tempo({ digest: sha256("tempo 3") }),
    loki: image("grafana/loki", "3.7.8"),
    newest: image("otel/obi", "v1.0.0", { support: { source: "https://obi.example.com", newestMinorOnly: true } }),
  });
  await run({ check: true });
  expect(printed.join("\n")).toBe(`settings/images.json and settings/versions.json on 2026-11-23

tempo 3.0.3
  newer:    patch 3.0.4
  patches:  for 3.0.x until 2027-02-28 (https://tempo.example.com)
  digest:   ${sha256("tempo 3")}, as in the file

loki 3.7.8
  newer:    patch 3.7.9, minor 3.8.1, major 4.0.0
  patches:  the vendor does not say for how long
  digest:   ${sha256("loki 3")}, and none in the file

newest v1.0.0
  newer:    nothing
  patches:  for 1.0.x: only the newest minor release gets any (https://obi.example.com)
  digest:   ${sha256("")}, and none in the file

${node}`);
});

test("--check: no patches, a moved tag, and an image that cannot be asked about are", async () => {
  const support = { source: "https://obi.example.com", newestMinorOnly: true };
  put({
    obi: image("otel/obi", "v0.15.2", { digest: sha256("old"), support }),
    loki: image("grafana/loki", "3.7.80", { digest: sha256("old") }),
  });
  expect(await failure(run({ check: true }))).toEqual({
    message: `Found 3 faults.

  obi (${registry.host}/otel/obi:v0.15.2)
    found:  its vendor does not patch it any more
    mend:   give it a newer version in settings/images.json, then npm run images -- --resolve

  obi (${registry.host}/otel/obi:v0.15.2)
    found:  the tag stands for another image than the digest in the file
    mend:   npm run images -- --resolve where you changed the version; else find out first why it was pushed again

  loki (${registry.host}/grafana/loki:3.7.80)
    asked:     HEAD http://${registry.host}/v2/grafana/loki/manifests/3.7.80
    answered:  404 Not Found
    mend:      there is no such image: look at its repository and version in settings/images.json`,
    code: 1,
  });
  expect(printed.join("\n")).toBe(`settings/images.json and settings/versions.json on 2026-11-23

obi v0.15.2
  newer:    major v1.0.0
  patches:  none for 0.15.x: only the newest minor release gets any (https://obi.example.com)
  digest:   ${sha256("obi 0")}, and in the file ${sha256("old")}

${node}`);
});

test("--check: the vendor's date has passed", async () => {
  put({ tempo: tempo() });
  const ended = imagesCommand({ check: true }, file, new Date("2027-03-01T00:00:00Z"));
  expect(await failure(ended)).toEqual({
    message: `Found 1 fault.

  tempo (${registry.host}/grafana/tempo:3.0.3)
    found:  its vendor does not patch it any more
    mend:   give it a newer version in settings/images.json, then npm run images -- --resolve`,
    code: 1,
  });
});

test("--check: a release of Node is at its end", async () => {
  put({ loki: image("grafana/loki", "3.7.8") });
  const ended = imagesCommand({ check: true }, file, new Date("2027-05-01T00:00:00Z"));
  expect(await failure(ended)).toEqual({
    message: `Found 1 fault.

  Node 22
    found:  it gets no patches any more
    mend:   take it out of settings/versions.json, and raise engines in package.json and policy/package.json`,
    code: 1,
  });
  expect(printed.join("\n").split("\n\n").slice(2).join("\n\n")).toBe(`Node 22
  patches:  none for 22.x: they ended 2027-04-30 (https://github.com/nodejs/Release#release-schedule)

Node 24
  patches:  for 24.x until 2028-04-30 (https://github.com/nodejs/Release#release-schedule)`);
});

test("--check: only releases can be compared", async () => {
  put({ tempo: image("grafana/tempo", "main"), loki: image("grafana/loki", "3.7.8"), obi: image("otel/obi", "v1") });
  expect(await failure(run({ check: true }))).toEqual({
    message:
      'Only releases such as 3.7.8 or v3.7.8 can be compared; settings/images.json has for tempo "main", obi "v1".',
    code: 2,
  });
  expect(registry.asked).toEqual([]);
});
