import * as leaf from "../../../settings/schema/leaves";
import { same, table } from "./support/leaf-table";

describe("flag", () => {
  table(
    leaf.flag,
    "true or false",
    [...same(true, false), ["true", true], ["false", false]],
    [
      "yes",
      "on",
      "True",
      "TRUE",
      "False",
      "1",
      "0",
      "y",
      "enabled",
      " true",
      "true\n",
      "",
      0,
      1,
      null,
      [],
      {},
      undefined,
    ],
  );
});

describe("whole number from 1 to 50", () => {
  table(
    leaf.whole(1, 50),
    "a whole number from 1 to 50",
    [...same(1, 3, 50), ["3", 3], ["50", 50], ["7.0", 7]],
    [0, 51, -1, 2.5, -1.5, "0", "51", "2.5", "-1", "1e1", "0x10", " 3", "", "three", true, null, [3], {}, NaN],
  );
});

describe("ratio", () => {
  table(
    leaf.ratio,
    "a number above 0 and up to 1",
    [...same(0.25, 1, 0.001), ["0.25", 0.25], ["1", 1], ["0.10", 0.1]],
    [0, 1.5, -0.5, "0", "1.5", "-0.5", ".5", "25%", "", true, null, [0.5], {}],
  );
});

describe("text", () => {
  table(
    leaf.text("some text"),
    "some text",
    [...same("a", " a ", "0.25", "true"), [3, "3"], [3.2, "3.2"]],
    ["", "  ", true, null, [], {}],
  );
});

describe("choice", () => {
  table(leaf.choice(["all", "ratio"]), 'one of "all", "ratio"', same("all", "ratio"), ["All", "", 1, null, ["all"]]);
});

describe("choice of one", () => {
  table(leaf.choice(["single"]), '"single"', same("single"), ["distributed", null]);
});

describe("duration", () => {
  table(leaf.duration, "a duration such as 30s, 15m, 48h or 14d", same("30s", "100ms", "15m", "48h", "14d", "2w"), [
    "0s",
    "48",
    48,
    "1.5h",
    "7 days",
    "1h30m",
    "1h\n",
    "",
    null,
  ]);
});

describe("size", () => {
  table(leaf.byteQuantity, "a size such as 512Mi or 10Gi", same("64Ki", "512Mi", "10Gi", "1Ti"), [
    "10G",
    "10GB",
    "0Gi",
    "0.5Gi",
    1024,
    "",
    null,
  ]);
});

describe("cores", () => {
  table(leaf.cpuQuantity, "cores such as 2 or 250m", [...same("2", "250m"), [2, "2"]], [0.5, "0.5", 0, -1, "2c", null]);
});

describe("name of a namespace", () => {
  table(
    leaf.dnsLabel,
    "lower-case letters, digits and dashes, at most 63, such as observability-dev",
    [...same("a", "obi-dev", "1", "a".repeat(63)), [1, "1"]],
    ["", "-a", "a-", "A", "a_b", "a.b", "a".repeat(64), "a\n", null],
  );
});

describe("name of a storage class", () => {
  table(leaf.dnsName, "a DNS name such as fast-ssd", same("fast-ssd", "csi.example.com"), ["", "-fast", "Fast", null]);
});

describe("pattern of namespaces", () => {
  table(
    leaf.namespacePattern,
    'a namespace or a pattern such as "shop-*"',
    same("shop", "shop-*", "*", "*-test", "shop-?"),
    ["", "Shop", "-shop", "shop/*", "{a,b}", "shop,cart", "a".repeat(64), null, {}],
  );
});

describe("name of a label", () => {
  table(
    leaf.labelName,
    "the name of a label, such as node.kubernetes.io/instance-type",
    same("pool", "node.kubernetes.io/instance-type", "A_b.c-1", "a".repeat(63)),
    ["", "-pool", "node pool", "/pool", "Example.com/pool", "a/b/c", "a".repeat(64), null],
  );
});

describe("value of a label", () => {
  table(
    leaf.labelValue,
    "at most 63 letters, digits, dashes, dots and underscores",
    [...same("", "eu-west_1.a", "a".repeat(63)), [2, "2"], [true, "true"]],
    [" ", "eu west", "-a", "a-", "a/b", "a".repeat(64), null, ["a"], {}],
  );
});

describe("share of pods", () => {
  table(
    leaf.share,
    "a percentage such as 10%, or a number of pods",
    [...same("1%", "10%", "100%", "1", "25"), [3, "3"]],
    ["0%", "0", 0, "101%", "150%", "10 %", "-1", "1.5", 1.5, "", null],
  );
});
