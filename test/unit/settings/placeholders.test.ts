import { placeholderFaults } from "../../../settings";
import { placeholders } from "./broken/placeholders";
import { brokenStackFiles, complaint } from "./support/broken";

const rules = [placeholderFaults];

brokenStackFiles("a placeholder", placeholders, rules);

const clusterNamed = (name: string) => complaint("dev", `config:\n  mop:cluster: { name: ${name} }\n`, rules);

test.each(["set-me", "set-me-", "set-me-eu-west", "set-me-set-me"])("%s is a placeholder", (name) => {
  expect(clusterNamed(name)).toContain(`found:     "${name}", a placeholder\n`);
});

test.each(["set-menu", "x-set-me", "Set-me", "set_me", "setme", "set-m", "1"])("%s is none", (name) => {
  expect(clusterNamed(name)).toBe("no fault");
});

test("a name of one's own is no value, and no placeholder", () => {
  expect(complaint("dev", "config:\n  mop:redaction: { patterns: { set-me: customer } }\n", rules)).toBe("no fault");
});

test("a placeholder of the wrong form is told as what is wrong with it", () => {
  expect(complaint("dev", "config:\n  mop:objectStorage: { endpoint: set-me/path }\n", rules)).toContain(
    "expected:  a host with or without a port and without a scheme",
  );
});
