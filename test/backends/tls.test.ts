import { createServer } from "node:tls";
import { onPath } from "../../lab/tools";
import { Authority, expired, ours, stranger } from "./support/authority";
import { call } from "./support/call";
import { type Caller, handshake } from "./support/handshake";
import { hexId, send, traces } from "./support/otlp";
import { plaintext, secure, sendByGrpc } from "./support/otlp-grpc";
import { freePort } from "./support/ports";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Alloy, alloy, type Backend, backend, objectStorage } from "./support/running";
import { tlsFiles } from "./support/tls-folder";
import { type TraceStore, traceStore } from "./support/trace-store";

/** Whom the ports of production let in: by handshakes with the programs as they run there. */

const bench = new Bench();
let rendered: Rendered;
let receiver: Alloy;
let gateway: Alloy;
let loki: Backend;
let mimir: Backend;
let tempo: TraceStore;
let callers: Readonly<Record<string, Caller>>;

beforeAll(async () => {
  const { settings } = await objectStorage(bench);
  rendered = await Rendered.of("production", { ...settings, sampling: { wait: "1s" } });
  [[loki], [mimir], tempo] = await Promise.all([
    backend(bench, rendered, "loki"),
    backend(bench, rendered, "mimir"),
    traceStore(bench, rendered),
  ]);
  gateway = await alloy(bench, rendered, {
    services: { loki: loki.address, mimir: mimir.address, tempo: tempo.address },
  });
  receiver = await alloy(bench, rendered, {
    workload: "alloy-receiver",
    services: { alloy: gateway.address },
    samplers: [gateway.address],
  });
  const own = (await tlsFiles(rendered, "alloy")) ?? {};
  const spec = rendered.certificate("alloy") ?? stranger;
  callers = {
    nobody: {},
    ours: own,
    expired: (await tlsFiles(rendered, "alloy", expired)) ?? {},
    "of another authority": await (await Authority.create("somebody else")).issue(spec),
    "with TLS 1.1": { ...own, version: "TLSv1.1" },
    "with TLS 1.2": { ...own, version: "TLSv1.2" },
    "with TLS 1.3": { ...own, version: "TLSv1.3" },
  };
}, 120_000);

afterAll(() => bench.clear(), 30_000);

const versions = {
  "with TLS 1.1": "alert PROTOCOL_VERSION",
  "with TLS 1.2": "TLSv1.2",
  "with TLS 1.3": "TLSv1.3",
};
const accepted = { ours: "TLSv1.3", ...versions };
const checked = {
  ...accepted,
  expired: "alert CERTIFICATE_EXPIRED",
  "of another authority": "alert UNKNOWN_CA",
};

/** What a handshake ends in, by who calls. */
const outcomes = {
  /** It asks nobody for a certificate. */
  open: { ...accepted, nobody: "TLSv1.3", expired: "TLSv1.3", "of another authority": "TLSv1.3" },
  /** It takes callers without a certificate, but none with a wrong one. */
  ifGiven: { ...checked, nobody: "TLSv1.3" },
  mutual: { ...checked, nobody: "alert CERTIFICATE_REQUIRED" },
};

type Row = readonly [name: string, kind: keyof typeof outcomes, port: () => number | undefined];

async function lets([, kind, portOf]: Row): Promise<void> {
  const found: Record<string, string> = {};
  for (const [who, caller] of Object.entries(callers)) {
    found[who] = (await handshake(portOf() as number, caller)).outcome;
  }
  expect(found).toEqual(outcomes[kind]);
}

const rows: readonly Row[] = [
  ["Alloy's OTLP by gRPC", "open", () => receiver.ports.otlpGrpc],
  ["Alloy's OTLP over HTTP", "open", () => receiver.ports.otlpHttp],
  ["Alloy's page", "open", () => receiver.ports.http],
  ["OTLP of Alloy's second tier", "mutual", () => gateway.ports.otlpGrpc],
  ["Mimir's page", "ifGiven", () => mimir.ports.http],
  ["Mimir's gRPC", "mutual", () => mimir.ports.grpc],
  ["Mimir's gossip", "open", () => mimir.ports.gossip],
  ["Loki's page", "ifGiven", () => loki.ports.http],
  ["Loki's gRPC", "mutual", () => loki.ports.grpc],
  ["Loki's gossip", "open", () => loki.ports.gossip],
];
test.each(rows)("%s is %s", (...row) => lets(row));

const rowsOfTempo: readonly Row[] = [
  ["Tempo's page", "ifGiven", () => tempo.ports?.http],
  ["Tempo's gRPC", "mutual", () => tempo.ports?.grpc],
  ["Tempo's OTLP", "mutual", () => tempo.ports?.otlp],
];
if (onPath("tempo")) test.each(rowsOfTempo)("%s is %s", (...row) => lets(row));
else test.skip.each(rowsOfTempo)("%s is not looked at: there is no Tempo on this machine", () => undefined);

test("a caller with TLS 1.1 is one that a server which takes it would have taken", async () => {
  const { "tls.crt": cert, "tls.key": key } = await (await ours).issue(stranger);
  const lax = createServer({ cert, key, minVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
  const port = await freePort();
  await new Promise<void>((resolve) => lax.listen(port, "127.0.0.1", resolve));
  expect((await handshake(port, { version: "TLSv1.1" })).outcome).toBe("TLSv1.1");
  lax.close();
});

test("a port shows what the workload's Certificate says", async () => {
  for (const [workload, port] of [
    ["alloy-receiver", receiver.ports.otlpGrpc],
    ["alloy", gateway.ports.otlpGrpc],
    ["mimir", mimir.ports.http],
    ["loki", loki.ports.gossip],
  ] as const) {
    const { shown } = await handshake(port, callers.ours);
    const { dnsNames = [] } = rendered.certificate(workload) ?? {};
    expect(shown?.subjectaltname).toBe([...dnsNames.map((name) => `DNS:${name}`), "IP Address:127.0.0.1"].join(", "));
    expect(shown?.issuer.CN).toBe("mop");
  }
});

const span = (number: number) => ({
  trace: hexId(number, 32),
  id: hexId(number, 16),
  name: `span ${number}`,
  error: true,
});
const arrived = (number: number) =>
  eventually(
    async () => (await tempo.trace("production", span(number).trace)).map(({ name }) => name),
    (found) => found.length > 0,
    15,
  );

test("Alloy takes OTLP over TLS, and none in plaintext", async () => {
  const { otlpGrpc, otlpHttp } = receiver.ports;
  const sender = { "service.name": "tls" };
  expect(await sendByGrpc(otlpGrpc, plaintext, span(1))).toBe("UNAVAILABLE");
  expect(await send(`http://127.0.0.1:${otlpHttp}`, traces(sender, [span(2)]))).toBe(400);
  expect(await send(receiver.url, traces(sender, [span(3)]))).toBe(200);
  expect(await arrived(3)).toEqual(["span 3"]);
  expect(await sendByGrpc(otlpGrpc, await secure(), { ...span(4), error: false })).toBe("OK");
  expect(await tempo.trace("production", span(1).trace)).toEqual([]);
  expect(await tempo.trace("production", span(2).trace)).toEqual([]);
});

test("the second tier takes OTLP from who has a certificate, and from nobody else", async () => {
  const { otlpGrpc } = gateway.ports;
  expect(await sendByGrpc(otlpGrpc, plaintext, span(5))).toBe("UNAVAILABLE");
  expect(await sendByGrpc(otlpGrpc, await secure(), span(5))).toBe("UNAVAILABLE");
  expect(await sendByGrpc(otlpGrpc, await secure(callers["of another authority"]), span(5))).toBe("UNAVAILABLE");
  expect(await sendByGrpc(otlpGrpc, await secure(callers.ours), span(5))).toBe("OK");
});

test("a page answers over TLS what the kubelet asks, and refuses plaintext", async () => {
  for (const { workload, url } of [
    { workload: "alloy-receiver", url: receiver.page },
    { workload: "alloy", url: gateway.page },
    { workload: "mimir", url: mimir.url },
    { workload: "loki", url: loki.url },
    ...(tempo.url === undefined ? [] : [{ workload: "tempo", url: tempo.url }]),
  ]) {
    const answers: Record<string, number> = {};
    for (const path of rendered.probes(workload)) answers[path] = (await call(`${url}${path}`)).status;
    expect(answers).toEqual(Object.fromEntries(rendered.probes(workload).map((path) => [path, 200])));
    expect(await call(url.replace("https:", "http:"))).toEqual({
      status: 400,
      text: "Client sent an HTTP request to an HTTPS server.\n",
    });
  }
});
