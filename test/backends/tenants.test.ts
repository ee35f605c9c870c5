import { writeFileSync } from "node:fs";
import { call } from "./support/call";
import { hexId, logs, metrics, send, traces } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually, lines, series } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Alloy, alloy, type Backend, backend, objectStorage, overridesFile } from "./support/running";
import { type TraceStore, traceStore } from "./support/trace-store";
import type { Tree } from "../../settings";

/** Tenants by namespace and by label of the pod: whose telemetry is whose, and limits that change while all runs. */

const bench = new Bench();
let gateway: Alloy;
let loki: Backend;
let mimir: Backend;
let tempo: TraceStore;
let storage: Tree;

const tenancy = (limits: Tree): Tree => ({
  ...storage,
  mimir: { topology: "single" },
  loki: { topology: "single" },
  alloy: { storage: { size: "40Gi" } },
  tenancy: {
    default: "rest",
    tenants: { payments: { namespaces: ["payments"], ...limits }, shop: { namespaces: ["shop", "shop-*"] } },
  },
});

const pods = [
  { namespace: "payments", name: "ledger-0", uid: "uid-ledger" },
  { namespace: "shop-eu", name: "cart-0", uid: "uid-cart" },
  { namespace: "elsewhere", name: "odd-0", uid: "uid-odd", labels: { "mop.observability/tenant": "payments" } },
  { namespace: "elsewhere", name: "stray-0", uid: "uid-stray", labels: { "mop.observability/tenant": "nobody" } },
].map((pod) => ({ ...pod, lines: [`${pod.name} is up`] }));

/** Whose each sender is; some say so by themselves, which counts for nothing. */
const senders: readonly (readonly [service: string, tenant: string, resource: Record<string, string>])[] = [
  ["ledger", "payments", { "k8s.pod.uid": "uid-ledger" }],
  ["cart", "shop", { "k8s.pod.uid": "uid-cart" }],
  ["odd", "payments", { "k8s.pod.uid": "uid-odd" }],
  ["stray", "rest", { "k8s.pod.uid": "uid-stray" }],
  ["nameless", "rest", {}],
  ["forged", "shop", { "k8s.pod.uid": "uid-cart", "mop.tenant": "payments" }],
  ["near", "rest", { "k8s.namespace.name": "payments2" }],
];

const tenants = ["payments", "rest", "shop"];
const ofTenant = (tenant: string) => senders.flatMap(([service, whose]) => (whose === tenant ? [service] : [])).sort();

beforeAll(async () => {
  ({ settings: storage } = await objectStorage(bench));
  const rendered = await Rendered.of("staging", tenancy({}));
  [[loki], [mimir], tempo] = await Promise.all([
    backend(bench, rendered, "loki"),
    backend(bench, rendered, "mimir"),
    traceStore(bench, rendered),
  ]);
  const services = { loki: loki.address, mimir: mimir.address, tempo: tempo.address };
  gateway = await alloy(bench, rendered, { services, pods });
}, 120_000);

afterAll(() => bench.clear(), 30_000);

test("a line that a pod wrote is its tenant's", async () => {
  const bodies = async (tenant: string) =>
    (await lines(loki.url, tenant, '{service_name=~".+"}'))?.map(({ line }) => line).sort();
  expect(
    await eventually(
      () => bodies("payments"),
      (found) => found?.length === 2,
    ),
  ).toEqual(["ledger-0 is up", "odd-0 is up"]);
  expect(
    await eventually(
      () => bodies("shop"),
      (found) => found?.length === 1,
    ),
  ).toEqual(["cart-0 is up"]);
  expect(
    await eventually(
      () => bodies("rest"),
      (found) => found?.length === 1,
    ),
  ).toEqual(["stray-0 is up"]);
}, 60_000);

test("what comes over OTLP is its tenant's alone, whatever it says of itself", async () => {
  for (const [number, [service, , resource]] of senders.entries()) {
    const sender = { "service.name": service, ...resource };
    const span = { trace: hexId(number, 32), id: hexId(number, 16), name: service };
    const answers = [
      await send(gateway.url, metrics(sender, "orders", [{ value: 1 }])),
      await send(gateway.url, logs(sender, [`sent by ${service}`])),
      await send(gateway.url, traces(sender, [span])),
    ];
    expect(answers).toEqual([200, 200, 200]);
  }
  for (const tenant of tenants) {
    const expected = ofTenant(tenant);
    const enough = (found?: readonly string[]) => (found?.length ?? 0) >= expected.length;
    const stored = async () => (await series(mimir.url, tenant, "orders"))?.map(({ metric }) => metric.job).sort();
    const written = async () =>
      (await lines(loki.url, tenant, '{service_name=~".+"} |= "sent by"'))
        ?.map(({ labels }) => labels.service_name)
        .sort();
    const traced = async () => {
      const found = await Promise.all(senders.map((_, number) => tempo.trace(tenant, hexId(number, 32))));
      return found
        .flat()
        .map(({ name }) => name)
        .sort();
    };
    expect(await eventually(stored, enough)).toEqual(expected);
    expect(await eventually(written, enough)).toEqual(expected);
    expect(await eventually(traced, enough)).toEqual(expected);
  }
}, 60_000);

test("a changed limit holds without a restart, and for one tenant alone", async () => {
  const before = await Rendered.of("staging", tenancy({}));
  const changed = await Rendered.of(
    "staging",
    tenancy({ mimir: { limits: { samplesPerSecond: 100 } }, loki: { retention: "48h", limits: { streams: 100 } } }),
  );
  for (const name of ["mimir", "loki"] as const) {
    expect(changed.file(`${name}-config`, `${name}.yaml`)).toBe(before.file(`${name}-config`, `${name}.yaml`));
    writeFileSync(overridesFile(bench, name), changed.file(`${name}-overrides`, "tenants.yaml"));
  }
  const limit = async (url: string, tenant: string, pattern: RegExp) => {
    const answer = await call(url, { headers: { "X-Scope-OrgID": tenant } });
    return pattern.exec(answer.text)?.[1];
  };
  const ofMimir = (tenant: string) => limit(`${mimir.url}/api/v1/user_limits`, tenant, /"ingestion_rate":\s*(\d+)/);
  const ofLoki = (tenant: string) => limit(`${loki.url}/config/tenant/v1/limits`, tenant, /^retention_period: (.*)$/m);
  expect(
    await eventually(
      () => ofMimir("payments"),
      (found) => found === "100",
    ),
  ).toBe("100");
  expect(
    await eventually(
      () => ofLoki("payments"),
      (found) => found === "2d",
    ),
  ).toBe("2d");
  expect([await ofMimir("shop"), await ofLoki("shop")]).toEqual(["50000", "1w"]);

  // More than the one may send, and as much of another. Limits that are in use are looked up every ten seconds.
  const as = (url: string, tenant: string, body: object) => send(`${url}/otlp`, body, { "X-Scope-OrgID": tenant });
  const many = Array.from({ length: 1_100 }, (_, number) => ({ value: number, attributes: { number } }));
  const burst = () => metrics({ "service.name": "burst" }, "burst", many);
  expect(
    await eventually(
      () => as(mimir.url, "payments", burst()),
      (status) => status === 429,
    ),
  ).toBe(429);
  expect(await as(mimir.url, "shop", burst())).toBe(200);
  const streams = Array.from({ length: 200 }, (_, number) => logs({ "service.name": `burst-${number}` }, ["one"]));
  const request = { resourceLogs: streams.flatMap(({ resourceLogs }) => resourceLogs) };
  expect(
    await eventually(
      () => as(loki.url, "payments", request),
      (status) => status === 429,
    ),
  ).toBe(429);
  expect(await as(loki.url, "shop", request)).toBe(204);
}, 60_000);
