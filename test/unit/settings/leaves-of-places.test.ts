import * as leaf from "../../../settings/schema/leaves";
import { same, table } from "./support/leaf-table";

/** Leaves that name something outside of the stack: hosts, buckets, registries; and tenants. */

describe("host and port", () => {
  table(
    leaf.hostAndPort,
    "a host with or without a port and without a scheme, such as s3.eu-west-1.amazonaws.com",
    same(
      "s3",
      "s3.eu-west-1.amazonaws.com",
      "10.0.0.1:9000",
      "kafka-bootstrap.kafka.svc:9092",
      "S3:1",
      "a".repeat(253),
    ),
    [
      "",
      "https://s3.example.com",
      "s3.example.com/",
      "s3.example.com/path",
      "s3.example.com:",
      "s3.example.com:0",
      "s3.example.com:090",
      "s3.example.com:123456",
      ":9092",
      "-s3",
      "s3-",
      "s3.",
      "user@s3",
      "kafka-0:9092,kafka-1:9092",
      "s3 ",
      "s3\n",
      "a".repeat(254),
      true,
      null,
      ["s3"],
      {},
    ],
  );
});

describe("name of a bucket", () => {
  table(
    leaf.bucketName,
    "the name of a bucket: 3 to 63 lower-case letters, digits, dashes and dots",
    [...same("abc", "eu-west.logs-1", "0a0", "a".repeat(63)), [123, "123"]],
    [
      "",
      "ab",
      "Logs",
      "-logs",
      "logs-",
      ".logs",
      "logs.",
      "lo gs",
      "lo_gs",
      "s3://logs",
      "a".repeat(64),
      "abc\n",
      null,
    ],
  );
});

describe("beginning of objects' names", () => {
  table(
    leaf.objectPrefix,
    "letters and digits, such as metrics",
    [...same("a", "metrics", "EU1", "a".repeat(63)), [1, "1"]],
    ["", "eu-metrics", "eu/metrics", "metrics/", "eu_1", "eu.1", "a".repeat(64), "a\n", null, []],
  );
});

describe("name of a tenant", () => {
  table(
    leaf.tenantName,
    "letters, digits and dashes, at most 63",
    [...same("a", "shop-eu", "Shop", "1", "shop-", "a".repeat(63)), [7, "7"]],
    ["", "-shop", "shop_eu", "shop.eu", "shop eu", "shop|eu", "..", "a".repeat(64), "a\n", null, {}],
  );
});

describe("prefix of a registry", () => {
  table(
    leaf.registryPrefix,
    "a registry's host with or without a path, such as registry.example.com/mirror",
    same("registry", "registry.example.com", "registry.example.com:5000/mirror", "10.0.0.1/a/b_c.d-e"),
    [
      "",
      "https://registry.example.com",
      "registry.example.com/",
      "registry//mirror",
      "registry/Mirror",
      "registry:port",
      "/mirror",
      "-registry",
      "user@registry",
      "registry/mirror:tag",
      "registry\n",
      null,
      [],
    ],
  );
});

describe("regular expression", () => {
  table(
    leaf.pattern,
    "a regular expression in RE2 syntax",
    same(
      "a",
      " ",
      "^(customer=)C[0-9]{8}$",
      "(?i)password=.*",
      "(?s)-----BEGIN.*?-----END",
      "(?is)a.b",
      "(?m)^a$",
      "(?U)a+",
      "(?:a|b)+?\\b\\d\\s\\w\\.",
      "[^\\s\"'\\\\]{16,}",
      "\\p{L}é😀",
      "a{1000}",
      "a\\-b",
      "(?i:a)b",
      "(?P<n>a)",
      "[[:alpha:]]",
    ),
    [
      "",
      "(?=a)b",
      "a(?!b)",
      "(?<=a)b",
      "(?<!a)b",
      "(a)\\1",
      "a{1001}",
      "\\u0041",
      "[^]",
      "(?<n>a)\\k<n>",
      "(a)(b)\\2",
      "(?i)(a)\\1",
      "(a",
      "a)",
      "[a",
      "[z-a]",
      "*a",
      "a**",
      "a++",
      "(?>a)",
      "(?#a)",
      "(?i",
      "\\",
      "a\\",
      null,
      1,
      ["a"],
      {},
    ],
  );
});
