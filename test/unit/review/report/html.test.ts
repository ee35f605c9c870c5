import { htmlReport } from "../../../../review/report/html";
import { type ChangedObject, dangers, type Review, type StackReview } from "../../../../review/report/model";
import { sideBySide } from "../../../../review/report/html/sides";

const unchanged: StackReview = {
  stack: "staging",
  state: "compared",
  faults: [],
  tally: { added: 0, changed: 0, removed: 0, unchanged: 55 },
  blast: [],
  policies: { introduced: [], fixed: [], standing: { mandatory: 0, advisory: 3 } },
  changes: [],
  network: [],
};
const object: ChangedObject = {
  op: "changed",
  kind: "StatefulSet",
  title: "StatefulSet o/loki",
  danger: "outage",
  lines: [{ sign: "~", text: "spec.replicas: 1 → 3" }],
};
const changed: StackReview = {
  ...unchanged,
  stack: "dev",
  tally: { added: 0, changed: 1, removed: 0, unchanged: 54 },
  changes: [object],
};
const review = (...stacks: StackReview[]): Review => ({ base: "aaaaaaa", head: "bbbbbbb", stacks });
const report = (...stacks: StackReview[]): string => htmlReport(review(...stacks));
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found);

/** A review with one text wherever a review has any. */
function filledWith(text: string): Review {
  const policy = { rule: text, level: "mandatory", found: text, fix: text } as const;
  return {
    base: text,
    head: text,
    stacks: [
      { ...unchanged, stack: text },
      {
        ...changed,
        stack: text,
        faults: [{ side: "head", text }],
        blast: [{ danger: "outage", subject: text, text }],
        policies: { introduced: [policy], fixed: [policy], standing: { mandatory: 1, advisory: 1 } },
        changes: (["~", "+", "-", " "] as const).map((sign) => ({
          ...object,
          kind: text,
          title: text,
          lines: [
            { sign, text },
            { sign, text: `${text}: ${text} → a${text}` },
          ],
        })),
        network: [
          { from: text, to: `to ${text}`, port: text, state: "added" },
          { from: text, to: text, port: text, state: "removed" },
        ],
      },
    ],
  };
}

test.each([
  "</script><img src=x onerror=alert(1)>",
  "</title></style><svg onload=alert(1)>",
  `" onmouseover="alert(1)`,
  "' autofocus onfocus='alert(1)",
  "`${alert(1)}`",
  "--><b>&lt;",
])("%s makes no element and no attribute, wherever it stands", (text) => {
  const shape = (html: string): string[] => all(html, /<(\/?[a-z0-9]+(?: [a-z-]+(?==")|="[^"]*")*)/gi);
  const names = (tags: string[]): string[] => tags.map((tag) => tag.replace(/="[^"]*"/g, ""));
  const html = htmlReport(filledWith(text));
  expect(new Set(names(shape(html)))).toEqual(new Set(names(shape(htmlReport(filledWith("plain"))))));
  expect(html).not.toContain(text);
});

test("script and styles are the same whatever is reviewed, and alone allowed to be", () => {
  const inline = (html: string): string[] =>
    all(html, /(<(?:script|style)>[\s\S]*?<\/(?:script|style)>|<meta http[^>]*>)/g);
  expect(inline(htmlReport(filledWith("</script>")))).toEqual(inline(report()));
  expect(inline(report())).toHaveLength(3);
  expect(report()).toMatch(/default-src &#39;none&#39;; script-src &#39;sha256-[\w+/=]+&#39;; style-src &#39;sha256-/);
});

test("what would turn or hide text is written out", () => {
  const html = report({ ...changed, blast: [{ danger: "change", subject: "x", text: "a\u202eb\u200bc\u0000d\re" }] });
  expect(html).toContain("a\\u{202e}b\\u{200b}c\\u{0}d\\u{d}e");
});

test("the same review gives the same bytes, which refer to nothing outside", () => {
  const html = htmlReport(filledWith("https://example.com/x.js"));
  expect(htmlReport(filledWith("https://example.com/x.js"))).toBe(html);
  const links = all(html, /<[^>]*\s(?:src|href|action|data|poster)\s*=\s*["']?([^"'\s>]*)/gi);
  expect(links).toEqual(["#stack-0", "#stack-1"]);
  expect(html).not.toMatch(/@import|url\(/i);
});

test("blast items stand the worst first, with their danger in a word, and none is lost by folding", () => {
  const blast = [...dangers]
    .reverse()
    .flatMap((danger) => ["a", "b", "c", "d", "e"].map((subject) => ({ danger, subject, text: `does ${danger}` })));
  const items = all(report({ ...changed, blast }), /<li data-kind[^>]*>(.*)<\/li>/g).map((item) =>
    item.replace(/<[^>]*>/g, ""),
  );
  expect(items).toEqual(
    dangers.flatMap((danger) => ["a", "b", "c", "d", "e"].map((subject) => `${danger} ${subject} does ${danger}`)),
  );
});

test("a stack without changes is one line", () => {
  const html = report(unchanged, changed);
  expect(all(html, /^(<section.*)$/gm)).toEqual([
    '<section id="stack-0" class="stack quiet" data-stack="staging"><h2>staging</h2> <p>no change in 55 objects</p></section>',
    '<section id="stack-1" class="stack" data-stack="dev" aria-labelledby="stack-1-name">',
  ]);
});

test("the parts of a stack stand in the order of their weight", () => {
  const order = all(htmlReport(filledWith("x")), /<h3>([^<]*)<\/h3>/g);
  expect(order).toEqual(["Faults", "Blast radius", "Policies", "Wiring", "Changed objects"]);
});

test("a drawing has a box for each name, and a line for all that one name says to another", () => {
  const html = report({
    ...changed,
    network: [
      { from: "alloy", to: "loki", port: "TCP 3100", state: "standing" },
      { from: "alloy", to: "loki", port: "TCP 7946", state: "added" },
      { from: "grafana", to: "loki", port: "TCP 3100", state: "added" },
      { from: "loki", to: "s3", port: "TCP 443", state: "removed" },
      { from: "loki", to: "loki", port: "TCP 9095", state: "standing" },
      { from: "loki", to: "alloy", port: "UDP 1", state: "standing" },
    ],
  });
  expect(all(html, /<g class="node"><title>([^<]*)/g).sort()).toEqual(["alloy", "grafana", "loki", "s3"]);
  expect(all(html, /<g class="edge ([^"]*"><title>[^<]*)/g).sort()).toEqual([
    'added"><title>grafana → loki: added TCP 3100',
    'changed"><title>alloy → loki: added TCP 7946; TCP 3100',
    'removed"><title>loki → s3: removed TCP 443',
    'standing"><title>loki → alloy: UDP 1',
    'standing"><title>loki → loki: TCP 9095',
  ]);
  // From left to right: who only calls, the parts, who is only called.
  const x = Object.fromEntries(
    [...html.matchAll(/<g class="node"><title>([^<]*)<\/title><rect x="(\d+)"/g)].map(([, name, at]) => [name, +at]),
  );
  expect(Object.keys(x).sort((a, b) => x[a] - x[b])).toEqual(["grafana", "alloy", "loki", "s3"]);
});

test("a diff faces what was with what is", () => {
  expect(
    sideBySide([
      { sign: "~", text: 'data["a: b"].x: 1 → 3' },
      { sign: "~", text: "x: a → b → c" },
      { sign: "-", text: "gone: 1" },
      { sign: "+", text: "new: 2" },
      { sign: "~", text: "text:" },
      { sign: " ", text: "  as it was" },
      { sign: "-", text: "  a" },
      { sign: "-", text: "  b" },
      { sign: "+", text: "  c" },
    ]),
  ).toEqual([
    { across: 'data["a: b"].x:' },
    { before: "1", after: "3" },
    { across: "x: a → b → c" },
    { before: "gone: 1", after: undefined },
    { before: undefined, after: "new: 2" },
    { across: "text:" },
    { same: "  as it was" },
    { before: "  a", after: "  c" },
    { before: "  b", after: undefined },
  ]);
  const lines = [
    { sign: "~", text: "image: loki:3.1 → loki:3.2" },
    { sign: "+", text: "new: 2" },
  ] as const;
  expect(all(report({ ...changed, changes: [{ ...object, lines }] }), /^(<tr(?! ?><th).*<td.*)$/gm)).toEqual([
    '<tr><td class="across" colspan="2">image:</td></tr>',
    '<tr><td class="was"><span class="sign">-</span>loki:3.<mark>1</mark></td><td class="is"><span class="sign">+</span>loki:3.<mark>2</mark></td></tr>',
    '<tr class="field"><td class="none"></td><td class="is"><span class="sign">+</span>new: 2</td></tr>',
  ]);
});
