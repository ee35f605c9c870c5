import * as leaf from "../../../settings/schema/leaves";
import { newAuthority, noAuthority, oldAuthority } from "./support/authorities";
import { same, table } from "./support/leaf-table";

/** Leaves that say whom to trust, and who is let through. */

describe("addresses", () => {
  table(
    leaf.cidr,
    "addresses as a CIDR, such as 10.0.0.0/16 or 10.1.2.3/32",
    same(
      "10.0.0.0/16",
      "10.1.2.3/32",
      // Bits of a host are kept, as NetworkPolicies take them.
      "10.1.2.3/16",
      "0.0.0.0/0",
      "255.255.255.255/1",
      "fd00::/8",
      "::/0",
      "2001:db8::1/128",
      "2001:DB8::1/32",
      "1:2:3:4:5:6:7::/64",
      "::ffff:10.0.0.0/104",
    ),
    [
      "",
      "10.0.0.0",
      "10.0.0.0/",
      "/16",
      "10.0.0.0/33",
      "10.0.0.0/08",
      "10.0.0.0/016",
      "10.0.0.0/+8",
      "10.0.0.0/1e1",
      "10.0.0.0/-1",
      "10.0.0.0/1.5",
      "10.0.0.0/16/16",
      "10.0.0/16",
      "010.0.0.0/8",
      "256.0.0.0/8",
      "10.0.0.0/8\n",
      "::",
      "::/",
      "::/129",
      "::/08",
      "::/-1",
      "::/0.5",
      "::/1e1",
      "::/1e-7",
      "::/64/64",
      "1::2::3/64",
      "12345::/16",
      "::ffff:010.0.0.0/104",
      "fe80::1%eth0/64",
      "[::1]/64",
      "a@::1/64",
      "\tfd00::/8",
      "fd00::/8 ",
      "kafka/16",
      "*",
      10,
      true,
      null,
      ["10.0.0.0/16"],
      {},
    ],
  );
});

const words = "the certificate of an authority in PEM, -----BEGIN CERTIFICATE----- and nothing else";

describe("the certificate of an authority", () => {
  table(
    leaf.certificate,
    words,
    [
      ...same(oldAuthority, newAuthority),
      [oldAuthority.trim(), oldAuthority],
      [`\n  ${oldAuthority}\n\n`, oldAuthority],
    ],
    [
      "",
      "ca.crt",
      oldAuthority.replace("MII", "MIJ"),
      oldAuthority.replace("-----BEGIN CERTIFICATE-----\n", ""),
      oldAuthority.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE"),
      // One entry of the list for each.
      oldAuthority + newAuthority,
      `an authority\n${oldAuthority}`,
      noAuthority,
      oldAuthority.replaceAll("CERTIFICATE", "PRIVATE KEY"),
      `${oldAuthority}-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n`,
      7,
      true,
      null,
      [oldAuthority],
      {},
    ],
  );
});
