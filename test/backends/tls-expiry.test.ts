import { handshake } from "./support/handshake";
import { Bench } from "./support/program";
import { eventually, series } from "./support/queries";
import { Rendered } from "./support/rendered";
import { alloy, type Alloy, backend, type Backend, objectStorage } from "./support/running";
import { tlsFiles } from "./support/tls-folder";

/** What Alloy tells Mimir of the stack's pods over TLS: that they are up, and when the certificates end that they show. */

const bench = new Bench();
const tenant = "production";
let rendered: Rendered;
let gateway: Alloy;
let loki: Backend;
let mimir: Backend[];

beforeAll(async () => {
  const { settings } = await objectStorage(bench);
  rendered = await Rendered.of("production", settings);
  const nobody = "127.0.0.1:1";
  [[loki], mimir] = await Promise.all([
    backend(bench, rendered, "loki", { life: { duration: "30h" } }),
    backend(bench, rendered, "mimir", { life: { duration: "40h" }, replicas: 3 }),
  ]);
  gateway = await alloy(bench, rendered, {
    services: { loki: loki.address, mimir: mimir[0].address, tempo: nobody },
    stack: (page) => [
      rendered.pod("alloy", "alloy-0", { http: page }),
      rendered.pod("loki", "loki-0", loki.ports),
      ...mimir.map(({ ports }, number) => rendered.pod("mimir", `mimir-${number}`, ports)),
    ],
  });
}, 120_000);

afterAll(() => bench.clear(), 30_000);

/** When the certificate of a port ends, in seconds. */
async function end(port: number): Promise<number> {
  const { shown } = await handshake(port);
  return Date.parse(shown?.valid_to ?? "") / 1_000;
}

/** When each watched port's certificate ends, by pod and port. */
const ends = async (): Promise<Record<string, number>> => ({
  "alloy-0/http": await end(gateway.ports.http),
  "loki-0/http": await end(loki.ports.http),
  "loki-0/gossip": await end(loki.ports.gossip),
  ...Object.fromEntries(
    await Promise.all(
      mimir.flatMap(({ ports }, number) =>
        (["http", "gossip"] as const).map(async (port) => [`mimir-${number}/${port}`, await end(ports[port])] as const),
      ),
    ),
  ),
});

/** What Mimir has of a metric now, by pod and port. */
async function stored(metric: string): Promise<Record<string, number>> {
  const found = (await series(mimir[0].url, tenant, metric)) ?? [];
  return Object.fromEntries(
    found.map(({ metric: { pod, port }, value }) => [port ? `${pod}/${port}` : pod, Number(value[1])]),
  );
}

const same = (one: object, other: object) =>
  Object.entries(one).every(([key, value]) => (other as Record<string, unknown>)[key] === value);

test("every page is scraped over TLS, Alloy's own as well", async () => {
  const pods = ["alloy-0", "loki-0", "mimir-0", "mimir-1", "mimir-2"];
  const up = Object.fromEntries(pods.map((pod) => [pod, 1]));
  expect(
    await eventually(
      () => stored('up{port=""}'),
      (found) => same(up, found),
    ),
  ).toEqual(up);
}, 60_000);

test("the end of every certificate that a pod shows is known", async () => {
  const expected = await ends();
  expect(Object.keys(expected)).toHaveLength(9);
  expect(new Set(Object.values(expected)).size).toBeGreaterThanOrEqual(3);
  const known = () => stored("probe_ssl_earliest_cert_expiry");
  expect(await eventually(known, (found) => same(expected, found))).toEqual(expected);
}, 60_000);

test("after a renewal the page's new end is known, and the old one of gossip, which has not taken it up", async () => {
  const before = await ends();
  for (const { tls } of mimir) tls?.put((await tlsFiles(rendered, "mimir", { duration: "70h" })) ?? {});
  const after = await ends();
  const later = Object.keys(after).filter((port) => after[port] > before[port]);
  expect(later).toEqual(["mimir-0/http", "mimir-1/http", "mimir-2/http"]);
  const known = () => stored("probe_ssl_earliest_cert_expiry");
  expect(await eventually(known, (found) => same(after, found))).toEqual(after);
}, 60_000);
