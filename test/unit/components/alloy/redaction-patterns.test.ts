import fc from "fast-check";
import { settingsOf } from "../settings";
import { fromGo, gate, redacted, replaced, shippedPatterns } from "./redaction";
import { harmless, secrets } from "./redaction-cases";

/** The shipped patterns as regular expressions, on texts as they stand in logs and attributes. */

test.each(secrets)("%j", (text, left) => {
  expect(redacted(text)).toBe(left);
});

test.each(harmless.map((text) => [text]))("%j stays as it is", (text) => {
  expect(redacted(text)).toBe(text);
});

test("what was redacted once stays as it is when it comes by again", () => {
  expect(secrets.map(([, left]) => redacted(left))).toEqual(secrets.map(([, left]) => left));
});

test.each(shippedPatterns)("without %s, some secret would get through", (name) => {
  const others = shippedPatterns.filter(([other]) => other !== name);
  const through = secrets.filter(
    ([text, left]) => others.reduce((rest, [, pattern]) => replaced(rest, pattern), text) !== left,
  );
  expect(through.length).toBeGreaterThan(0);
});

test.each([
  ["(a)b", "xabx", "xa[redacted]x"],
  ["b", "abc", "a[redacted]c"],
  ["(a)b(c)(d)", "abcd", "a[redacted]c"],
  ["(?i)(A)|b", "ab", "a[redacted][redacted]"],
])("replacing as Go does it: %s in %s", (pattern, text, expected) => {
  expect(replaced(text, pattern)).toBe(expected);
});

/** Texts that a shipped pattern matches, in any case where it does not care about case. */
const secretOf = (pattern: string) => {
  const { source, flags } = fromGo(pattern);
  // What the generator does not know, \b, is left to the filter.
  const matching = fc.stringMatching(new RegExp(source.replaceAll("\\b", ""), flags.replace("i", "")));
  return fc
    .tuple(matching, fc.infiniteStream(fc.boolean()))
    .map(([text, upper]) =>
      flags.includes("i")
        ? [...text].map((letter) => (upper.next().value ? letter.toUpperCase() : letter)).join("")
        : text,
    )
    .filter((text) => fromGo(pattern).test(text));
};

/** An attribute map as OTTL shows it to a pattern: JSON as Go writes it. */
const asJson = (text: string): string =>
  JSON.stringify({ attribute: text }).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);

test.each(shippedPatterns)("the quick look sees every text that %s matches, in a map too", (_, pattern) => {
  fc.assert(
    fc.property(secretOf(pattern), (text) => {
      expect([gate.test(text), gate.test(asJson(text))]).toEqual([true, true]);
    }),
    { numRuns: 200 },
  );
});

const removed = (name: string): boolean =>
  Object.values(settingsOf("dev").redaction.attributes).some((pattern) => fromGo(pattern).test(name));

test("attributes whose name says that a secret is in them are removed, and no others", () => {
  const secret = [
    "http.request.header.authorization",
    "http.request.header.Proxy-Authorization",
    "http.response.header.set_cookie",
    "http.request.header.x-api-key",
    "http.request.header.x_amz_security_token",
    "password",
    "user.password",
    "db.client_secret",
    "app.apiKey",
    "aws.secret-access-key",
    "session_token",
    "oauth.refreshToken",
  ];
  const others = [
    "http.request.header.content-type",
    "http.request.header.x-api-key-id",
    "gen_ai.usage.input_tokens",
    "app.input_token",
    "token.count",
    "user.name",
    "k8s.secret.name",
    "passwordless",
    "nopassword",
  ];
  expect([...secret, ...others].filter(removed)).toEqual(secret);
});
