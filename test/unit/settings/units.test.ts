import { bytes, inHours, inSeconds, mebibytes, millicores, milliseconds } from "../../../settings";

test.each([
  ["1ms", 1],
  ["250ms", 250],
  ["15s", 15_000],
  ["5m", 300_000],
  ["48h", 172_800_000],
  ["14d", 1_209_600_000],
  ["2w", 1_209_600_000],
])("%s in milliseconds", (duration, expected) => {
  expect(milliseconds(duration)).toBe(expected);
});

test.each([
  ["48h", "48h"],
  ["14d", "336h"],
  ["1w", "168h"],
  ["90m", "2h"],
  ["60m", "1h"],
  ["3601s", "2h"],
  ["1ms", "1h"],
])("%s in whole hours, rounded up", (duration, expected) => {
  expect(inHours(duration)).toBe(expected);
});

test.each([
  ["60s", "60s"],
  ["1m", "60s"],
  ["1h", "3600s"],
  ["1500ms", "2s"],
  ["1ms", "1s"],
])("%s in whole seconds, rounded up", (duration, expected) => {
  expect(inSeconds(duration)).toBe(expected);
});

test.each([
  ["1Ki", 1_024],
  ["512Mi", 536_870_912],
  ["2Gi", 2_147_483_648],
  ["3Ti", 3_298_534_883_328],
])("%s in bytes", (quantity, expected) => {
  expect(bytes(quantity)).toBe(expected);
});

test.each([
  ["1Gi", 1, 1_024],
  ["1Gi", 0.8, 819],
  ["512Mi", 0.5, 256],
  ["1023Ki", 1, 0],
  ["2Ti", 1, 2_097_152],
])("a share of %s: %d, in whole mebibytes, rounded down", (quantity, share, expected) => {
  expect(mebibytes(quantity, share)).toBe(expected);
});

test("all of a quantity in mebibytes when no share is given", () => {
  expect(mebibytes("3Gi")).toBe(3_072);
});

test.each([
  ["1m", 1],
  ["250m", 250],
  ["2", 2_000],
  ["16", 16_000],
])("%s cores in thousandths", (quantity, expected) => {
  expect(millicores(quantity)).toBe(expected);
});

test.each(["48", "0h", "1.5h", "-1h", "1 h", "1H", "1y", "1h30m", "", " 1h", "1h\n"])("%j is no duration", (text) => {
  expect(() => milliseconds(text)).toThrow(new Error(`"${text}" is no duration`));
});

test.each(["10GB", "10G", "10", "0Gi", "1.5Gi", "-1Gi", "1gi", "1 Gi", ""])("%j is no byte quantity", (text) => {
  expect(() => bytes(text)).toThrow(new Error(`"${text}" is no byte quantity`));
});

test.each(["0.5", "0", "-1", "500mm", "2 cores", ""])("%j is no CPU quantity", (text) => {
  expect(() => millicores(text)).toThrow(new Error(`"${text}" is no CPU quantity`));
});
