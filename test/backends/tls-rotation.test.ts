import { setTimeout as sleep } from "node:timers/promises";
import { handshake } from "./support/handshake";
import { delivered } from "./support/own-metrics";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { all, tlsStack } from "./support/tls-stack";

/** Certificates that are renewed while spans, metrics and logs flow: nobody notices, and nothing is lost or doubled. */

const bench = new Bench();
let stack: Awaited<ReturnType<typeof tlsStack>>;

/** Long enough for all to start and to have worked with them for a while. */
const seconds = 40;

beforeAll(async () => {
  stack = await tlsStack(bench, { duration: `${seconds}s` });
}, 120_000);

afterAll(() => bench.clear(), 30_000);

/** The end of the certificate that each port shows. Where one has to be shown in return, it is Alloy's own. */
async function ends(servername: string): Promise<Readonly<Record<string, number>>> {
  const { alloy, loki, mimir, tempo } = stack;
  const ports = {
    "Alloy's OTLP by gRPC": alloy.ports.otlpGrpc,
    "Alloy's OTLP over HTTP": alloy.ports.otlpHttp,
    "Alloy's page": alloy.ports.http,
    "Loki's page": loki.ports.http,
    "Loki's gRPC": loki.ports.grpc,
    "Mimir's page": mimir.ports.http,
    "Mimir's gRPC": mimir.ports.grpc,
    "Tempo's OTLP": Number(tempo.address.split(":")[1]),
  };
  const shown = await Promise.all(
    Object.entries(ports).map(async ([name, port]) => {
      const { shown, outcome } = await handshake(port, { ...alloy.tls?.files, servername });
      return [name, shown ? Date.parse(shown.valid_to) : outcome] as const;
    }),
  );
  return Object.fromEntries(shown) as Readonly<Record<string, number>>;
}

test("all certificates are renewed under load, and the old ones expire", async () => {
  const first = await ends("localhost");
  const old = Math.max(...Object.values(first));
  expect(old - Date.now()).toBeLessThan(seconds * 1_000);
  const numbers: number[] = [];
  const answers = new Set<number>();
  const load = async (until: number) => {
    while (Date.now() < until) {
      const number = numbers.length;
      numbers.push(number);
      (await stack.send("rotation", number)).forEach((status) => answers.add(status));
      await sleep(200);
    }
  };
  const half = Date.now() + 5_000;
  await load(half);
  await Promise.all([
    load(old + 2_000),
    stack.replace(["alloy", "loki", "mimir", "tempo"], { life: { duration: "1h" } }),
  ]);
  // Every port shows a new one, so nobody who calls it from now on sees the old one.
  const isOld = ([, end]: readonly [string, unknown]) => !(Number(end) > old + 1_800_000);
  expect(Object.entries(await ends("localhost")).filter(isOld)).toEqual([]);
  // But two, to those who call an address: dskit's pages then show what they started with (net/http, ServeTLS).
  expect(Object.entries(await ends("")).filter(isOld)).toEqual([
    ["Loki's page", "CERT_HAS_EXPIRED"],
    ["Mimir's page", "CERT_HAS_EXPIRED"],
  ]);

  // Connections outlive certificates. Once they are cut, each has to be made with what there is now.
  const arrived = () => stack.arrived("rotation", numbers);
  const isAll = (found: Awaited<ReturnType<typeof arrived>>) =>
    Object.values(found).every((list) => list.length >= numbers.length);
  await eventually(arrived, isAll);
  const cut = stack.cut();
  expect(Object.entries(cut).filter(([, count]) => count === 0)).toEqual([]);
  await load(Date.now() + 5_000);

  expect([...answers]).toEqual([200]);
  expect(await eventually(arrived, isAll)).toEqual(all("rotation", numbers));
  expect(await delivered(stack.alloy.page)).toEqual({ sent: 3 * numbers.length, failed: 0 });
}, 120_000);
