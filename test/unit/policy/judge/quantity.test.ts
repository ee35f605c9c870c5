import { goBytes, hours, quantity } from "../../../../policy/judge/quantity";

test.each([
  ["0", 0],
  ["2", 2],
  ["0.5", 0.5],
  ["1.", 1],
  ["250m", 0.25],
  ["1500u", 0.0015],
  ["100n", 1e-7],
  ["1k", 1000],
  ["1M", 1e6],
  ["1.5G", 1.5e9],
  ["1T", 1e12],
  ["1P", 1e15],
  ["1E", 1e18],
  ["1Ki", 1024],
  ["128Mi", 134217728],
  ["2Gi", 2147483648],
  ["0.5Ti", 549755813888],
  ["1Pi", 2 ** 50],
  ["1Ei", 2 ** 60],
  ["1e3", 1000],
  ["2e9", 2e9],
])("the quantity %s is %d", (text, count) => {
  expect(quantity(text)).toBeCloseTo(count, 10);
});

test.each([
  undefined,
  "",
  " ",
  "m",
  "Gi",
  "-1",
  "1 Gi",
  "1gi",
  "1ki",
  "1K",
  "1B",
  "1GiB",
  "1Gi ",
  "1,5",
  "much",
  "NaN",
])("no quantity: %j", (text) => {
  expect(quantity(text)).toBeUndefined();
});

test.each([
  ["0", 0],
  ["1073741824", 1073741824],
  ["512B", 512],
  ["1KiB", 1024],
  ["900MiB", 943718400],
  ["2GiB", 2147483648],
  ["1TiB", 2 ** 40],
])("GOMEMLIMIT %s is %d bytes", (text, bytes) => {
  expect(goBytes(text)).toBe(bytes);
});

test.each(["", "off", "1Gi", "1GB", "1G", "1.5GiB", "-1", "1PiB", "GiB", "1 GiB", "1e3", "$(LIMIT)"])(
  "no GOMEMLIMIT: %j",
  (text) => {
    expect(goBytes(text)).toBeUndefined();
  },
);

test.each([
  ["2160h", 2160],
  ["2160h0m0s", 2160],
  ["1h30m", 1.5],
  ["90m", 1.5],
  ["1.5h", 1.5],
  ["1800s", 0.5],
  ["1h1h", 2],
  ["0s", 0],
])("the duration %s is %d hours", (text, count) => {
  expect(hours(text)).toBeCloseTo(count, 10);
});

test.each([undefined, "", "0", "90", "90d", "1y", "-1h", "1h 30m", "h", "1.h", "100ms", "1H"])(
  "no duration: %j",
  (text) => {
    expect(hours(text)).toBeUndefined();
  },
);
