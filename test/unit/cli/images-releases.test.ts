import { newerReleases, isRelease, lineOf } from "../../../cli/images/releases";
import { patchesOf } from "../../../cli/images/support";

test.each([
  ["3.7.8", true],
  ["v3.7.8", true],
  ["3.7", false],
  ["latest", false],
  ["main-6557fda", false],
  ["k267", false],
  ["3.7.8-rc.1", false],
  ["3.7.8-amd64", false],
  ["3.7.8+build", false],
  ["V3.7.8", false],
  ["2026.01.02", false],
  ["99999999999999999999.0.0", false],
])("%s is a release: %s", (tag, release) => {
  expect(isRelease(tag)).toBe(release);
});

test("of each kind the newest is told, by number and not by letter", () => {
  const tags = ["3.7.10", "3.7.9", "3.7.7", "3.8.0", "3.10.2", "3.9.4", "4.0.0", "10.1.0", "9.9.9", "2.9.17"];
  expect(newerReleases("3.7.8", tags)).toEqual({ patch: "3.7.10", minor: "3.10.2", major: "10.1.0" });
});

test.each([
  ["3.7.8", { patch: "3.7.9" }],
  ["v3.7.8", { minor: "v3.8.0" }],
])("tags that are written otherwise than %s are others", (version, newer) => {
  expect(newerReleases(version, ["3.7.9", "v3.8.0", "v3.9.0-rc.1", "3.9.0-arm64", "main", "latest"])).toEqual(newer);
});

test("nothing is newer than the newest", () => {
  expect(newerReleases("3.7.8", ["3.7.8", "3.7.7"])).toEqual({});
});

test.each([
  ["3.10.8", "3.10"],
  ["v0.15.2", "0.15"],
])("%s is of the line %s", (version, line) => {
  expect(lineOf(version)).toBe(line);
});

const image = { repository: "docker.io/grafana/tempo", version: "3.0.3", digest: null };
const dated = { ...image, support: { source: "https://vendor", patchedUntil: { "3.0": "2027-02-28" } } };
const newest = { ...image, version: "v0.15.2", support: { source: "https://vendor", newestMinorOnly: true } };

test.each([
  [image, {}, "2026-11-23", true, "the vendor does not say for how long"],
  [dated, {}, "2027-02-28", true, "for 3.0.x until 2027-02-28 (https://vendor)"],
  [dated, {}, "2027-03-01", false, "none for 3.0.x: they ended 2027-02-28 (https://vendor)"],
  [
    { ...dated, version: "3.1.0" },
    {},
    "2026-11-23",
    true,
    "settings/images.json has no date for 3.1.x (https://vendor)",
  ],
  [newest, {}, "2026-11-23", true, "for 0.15.x: only the newest minor release gets any (https://vendor)"],
  [
    newest,
    { patch: "v0.15.3" },
    "2026-11-23",
    true,
    "for 0.15.x: only the newest minor release gets any (https://vendor)",
  ],
  [
    newest,
    { minor: "v0.16.0" },
    "2026-11-23",
    false,
    "none for 0.15.x: only the newest minor release gets any (https://vendor)",
  ],
  [
    newest,
    { major: "v1.0.0" },
    "2026-11-23",
    false,
    "none for 0.15.x: only the newest minor release gets any (https://vendor)",
  ],
])("patches %#", (image, newer, today, supported, text) => {
  expect(patchesOf(image, newer, today)).toEqual({ supported, text });
});
