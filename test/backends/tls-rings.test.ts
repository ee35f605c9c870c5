import { Authority, ours, stranger } from "./support/authority";
import { call } from "./support/call";
import { handshake } from "./support/handshake";
import { logs, metrics, send } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Backend, backend, objectStorage } from "./support/running";

/** Rings of three that find each other and call each other over TLS, and who gets into them. */

const bench = new Bench();
let rendered: Rendered;
const rings = { loki: [] as Backend[], mimir: [] as Backend[] };
type Name = keyof typeof rings;

beforeAll(async () => {
  const { settings } = await objectStorage(bench);
  rendered = await Rendered.of("production", settings);
  const three = (name: Name) => backend(bench, rendered, name, { replicas: 3 });
  [rings.loki, rings.mimir] = await Promise.all([three("loki"), three("mimir")]);
}, 120_000);

afterAll(() => bench.clear(), 30_000);

const pages = { loki: "/ring", mimir: "/ingester/ring" };

/** Who is in the ring of ingesters, as a member sees it. */
async function members(name: Name, { url }: Backend): Promise<string[]> {
  const { text } = await call(`${url}${pages[name]}`, { headers: { Accept: "application/json" } });
  const { shards } = JSON.parse(text) as { shards: { id: string; state: string }[] };
  return shards.map(({ id, state }) => `${id} ${state}`).sort();
}

const taken = { loki: 204, mimir: 200 };

/** Writes to all members by turns, and tells every answer that there was. */
async function write(name: Name): Promise<number[]> {
  const sender = { "service.name": "rings" };
  const numbers = Array.from({ length: 60 }, (_, number) => number);
  const answers = new Set<number>();
  for (const number of numbers) {
    const body =
      name === "loki"
        ? logs({ "service.name": `rings ${number}` }, ["line"])
        : metrics(sender, "rings", [{ value: 1, attributes: { number } }]);
    answers.add(await send(`${rings[name][number % 3].url}/otlp`, body, { "X-Scope-OrgID": "production" }));
  }
  return [...answers];
}

const three = (name: Name) => rings[name].map(({ ports }) => `process-${ports.http} ACTIVE`).sort();

describe.each(["loki", "mimir"] as const)("%s", (name) => {
  test("three form a ring, and gossip over TLS alone", async () => {
    for (const member of rings[name]) {
      expect(
        await eventually(
          () => members(name, member),
          (found) => found.length === 3,
        ),
      ).toEqual(three(name));
      const { outcome, shown } = await handshake(member.ports.gossip);
      expect([outcome, shown?.issuer.CN]).toEqual(["TLSv1.3", "mop"]);
    }
  });

  /** One more, with a certificate that the others do not trust, and an authority that it trusts itself. */
  async function intruder(trusted: (own: Authority) => string): Promise<Backend> {
    const authority = await Authority.create("somebody else");
    const files = { ...(await authority.issue(rendered.certificate(name) ?? stranger)), "ca.crt": trusted(authority) };
    const joins = rings[name].map(({ ports }) => ports.gossip);
    const [one] = await backend(bench, rendered, name, { intruder: { files, ca: authority.certificate, joins } });
    return one;
  }

  test("who is of another authority and trusts it alone does not get into it", async () => {
    const one = await intruder((authority) => authority.certificate);
    const refused = () => one.log().split("x509: certificate signed by unknown authority").length - 1;
    // By each of them, and once more by each: it goes on trying.
    expect(await eventually(refused, (count) => count >= 6)).toBeGreaterThanOrEqual(6);
    await one.kill();
    for (const member of rings[name]) expect(await members(name, member)).toEqual(three(name));
  }, 60_000);

  /** A limit of dskit, whose gossip asks nobody for a certificate: that is left to the network's rules. */
  test("who is of another authority and trusts theirs is seen in it, but holds nobody up", async () => {
    const { certificate } = await ours;
    const one = await intruder(() => certificate);
    const seen = [...three(name), `process-${one.ports.http} ACTIVE`].sort();
    expect(
      await eventually(
        () => members(name, rings[name][0]),
        (found) => found.join() === seen.join(),
      ),
    ).toEqual(seen);
    expect(await write(name)).toEqual([taken[name]]);
  }, 60_000);
});
