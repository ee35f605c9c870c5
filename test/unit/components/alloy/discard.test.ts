import { anyOf, matches } from "../../../../components/alloy/patterns";
import { type Block, ref } from "../../../../components/alloy/syntax";
import { find } from "./blocks";
import { gateway } from "./stacks";

const noise = (stack = "dev", overrides = {}): Block =>
  find(gateway(stack, overrides), "otelcol.processor.filter noise");

const probePaths = "^/(-/)?(health|healthz|healthy|live|livez|ready|readyz|metrics)/?([?].*)?$";

test("the filter of noise", () => {
  const guarded = (path: string, pattern: string) => `${path} != nil and IsMatch(${path}, "${pattern}")`;
  expect(noise("production")).toEqual({
    block: "otelcol.processor.filter",
    label: "noise",
    blocks: [
      {
        block: "trace_conditions",
        attributes: {
          context: "resource",
          conditions: [
            guarded('resource.attributes["k8s.namespace.name"]', "^(obi-production|observability-production)$"),
          ],
        },
      },
      {
        block: "trace_conditions",
        attributes: {
          context: "span",
          conditions: [
            guarded('span.attributes["url.path"]', probePaths),
            guarded('span.attributes["http.target"]', probePaths),
            guarded('span.attributes["http.route"]', probePaths),
            guarded('span.attributes["user_agent.original"]', "^kube-probe/"),
            guarded('span.attributes["http.user_agent"]', "^kube-probe/"),
          ],
        },
      },
      { block: "output", attributes: { traces: [ref("otelcol.processor.tail_sampling.traces.input")] } },
    ],
  });
});

test("the stack's own namespaces are those of the settings", () => {
  const own = noise("dev", { namespaces: { agents: "probes", backends: "stores" } });
  expect(JSON.stringify(own.blocks?.[0])).toContain("^(probes|stores)$");
});

/** Whether the filter drops a span, its conditions taken as `X != nil and IsMatch(X, "...")` each. */
function dropped(attributes: Readonly<Record<string, string>>): boolean {
  const conditions = (noise().blocks ?? []).flatMap(({ attributes: held }) => (held?.conditions ?? []) as string[]);
  expect(conditions.length).toBe(6);
  return conditions.some((condition) => {
    const parts = /^(\w+\.attributes\["([^"]+)"\]) != nil and IsMatch\((.+?), ("(?:[^"\\]|\\.)*")\)$/.exec(condition);
    if (!parts || parts[1] !== parts[3]) throw new Error(`not understood: ${condition}`);
    return parts[2] in attributes && new RegExp(JSON.parse(parts[4]) as string).test(attributes[parts[2]]);
  });
}

test.each([
  [{ "url.path": "/healthz" }],
  [{ "url.path": "/health/" }],
  [{ "url.path": "/-/ready" }],
  [{ "http.target": "/metrics" }],
  [{ "http.route": "/livez" }],
  [{ "url.path": "/healthz?verbose" }],
  [{ "http.target": "/ready/?verbose=1&exclude=etcd" }],
  [{ "user_agent.original": "kube-probe/1.34" }],
  [{ "http.user_agent": "kube-probe/1.29+" }],
  [{ "k8s.namespace.name": "observability-dev", "url.path": "/api/v1/push" }],
  [{ "k8s.namespace.name": "obi-dev" }],
  [{ "url.path": "/order", "user_agent.original": "kube-probe/1.34" }],
])("%j is noise", (attributes) => {
  expect(dropped(attributes)).toBe(true);
});

test.each([
  [{}],
  [{ "url.path": "/" }],
  [{ "url.path": "/health-insurance" }],
  [{ "url.path": "/api/health" }],
  [{ "url.path": "/metricsx" }],
  [{ "http.target": "/metricsx?a" }],
  [{ "http.target": "/order?next=/healthz" }],
  [{ "url.path": "/order", "http.route": "/order" }],
  [{ "user_agent.original": "curl kube-probe/1.34" }],
  [{ "k8s.namespace.name": "shop" }],
  [{ "k8s.namespace.name": "observability-dev-2" }],
  [{ "k8s.namespace.name": "my-obi-dev" }],
])("%j is kept", (attributes) => {
  expect(dropped(attributes)).toBe(false);
});

test.each([
  [["shop"], "^(shop)$", ["shop"], ["shops", "ashop", ""]],
  [["shop-*"], "^(shop-.*)$", ["shop-", "shop-a", "shop-a-b"], ["shop", "ashop-a"]],
  [["team-?"], "^(team-.)$", ["team-a"], ["team-", "team-ab"]],
  [["*"], "^(.*)$", ["", "anything"], []],
  [["a*b?c*"], "^(a.*b.c.*)$", ["abxc", "a1b2c3"], ["abc", "bxc"]],
  [["shop", "pay-*"], "^(shop|pay-.*)$", ["shop", "pay-x"], ["shop-x", "xpay-x", "shoppay-x"]],
])("namespaces %j are %s", (patterns, expected, fitting, others) => {
  expect(anyOf(patterns)).toBe(expected);
  expect([...fitting, ...others].filter((name) => new RegExp(expected).test(name))).toEqual(fitting);
});

test("an attribute that may be missing is asked for before it is matched", () => {
  expect(matches("a.b", "^(x)$")).toBe('a.b != nil and IsMatch(a.b, "^(x)$")');
});
