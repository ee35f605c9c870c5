import { programPath } from "../../lab/tools";
import { call } from "./support/call";
import { handshake } from "./support/handshake";
import { hexId, send, traces } from "./support/otlp";
import { plaintext, secure, sendByGrpc } from "./support/otlp-grpc";
import { Bench } from "./support/program";
import { eventually } from "./support/queries";
import { Rendered, type StackName } from "./support/rendered";
import { alloy, type Backend, backend } from "./support/running";
import { tlsFiles } from "./support/tls-folder";

/**
 * trace-sink, which stands in for Tempo on the lab's node, with the configurations that are generated for Tempo. It says
 * nothing about Tempo itself; what it does not take over is storage, TraceQL, and a division into several targets.
 */

const bench = new Bench();
const nobody = "127.0.0.1:1";
const stacks = {} as Record<StackName, { rendered: Rendered; sink: Backend }>;

beforeAll(async () => {
  for (const [name, settings] of [
    ["dev", {}],
    ["production", { sampling: { wait: "1s", ratio: 1 } }],
  ] as const) {
    const rendered = await Rendered.of(name, settings);
    const standIn = new Bench();
    bench.uses(() => standIn.clear());
    const [sink] = await backend(standIn, rendered, "tempo", { program: programPath("trace-sink", "trace-sink") });
    stacks[name] = { rendered, sink };
  }
}, 60_000);

afterAll(() => bench.clear(), 30_000);

const span = (number: number) => ({ trace: hexId(number, 32), id: hexId(number, 16), name: `span ${number}` });
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** The status of an answer, and what is in it. */
async function ask({ url }: Backend, path: string, tenant?: string): Promise<readonly [number, unknown]> {
  const { status, text } = await call(`${url}${path}`, {
    headers: tenant === undefined ? {} : { "X-Scope-OrgID": tenant },
  });
  return [status, text.startsWith("{") ? JSON.parse(text) : text.trim()];
}

/** As Tempo writes a span: IDs in base64, times as texts. */
const written = (number: number) => ({
  scopeSpans: [
    {
      spans: [
        {
          traceId: base64(span(number).trace),
          spanId: base64(span(number).id),
          name: span(number).name,
          startTimeUnixNano: expect.stringMatching(/^[0-9]{19}$/) as string,
          endTimeUnixNano: expect.stringMatching(/^[0-9]{19}$/) as string,
        },
      ],
    },
  ],
});

test("it says what it is, to people and in its log", async () => {
  const said = "stand-in for Tempo: keeps traces in memory and a journal";
  for (const { sink } of [stacks.dev, stacks.production]) {
    expect(await ask(sink, "/status/version")).toEqual([200, said]);
    expect(sink.log()).toContain(`This is no Tempo but a ${said}`);
  }
  expect(stacks.production.sink.log()).toContain('"storage it ignores"=s3');
});

test.each(["dev", "production"] as const)("in %s it answers what the kubelet asks", async (name) => {
  const { rendered, sink } = stacks[name];
  const asked = rendered.probes("tempo");
  expect([...new Set(asked)].sort()).toEqual(["/ready", "/status/version"]);
  for (const path of asked) expect((await call(`${sink.url}${path}`)).status).toBe(200);
});

test("without tenants, a span that came in plaintext is given back by both versions of the API", async () => {
  const { sink } = stacks.dev;
  expect(await sendByGrpc(sink.ports.otlp, plaintext, span(1))).toBe("OK");
  const { trace } = span(1);
  expect(await ask(sink, `/api/traces/${trace}`)).toEqual([200, { batches: [written(1)] }]);
  expect(await ask(sink, `/api/v2/traces/${trace}`)).toEqual([
    200,
    { trace: { resourceSpans: [written(1)] }, metrics: {} },
  ]);
  expect(await ask(sink, `/api/search?tags=name%3D%22other%22`)).toEqual([200, { traces: [], metrics: {} }]);
  expect(await ask(sink, `/api/search`)).toEqual([
    200,
    {
      traces: [
        {
          traceID: trace,
          rootTraceName: "span 1",
          startTimeUnixNano: expect.stringMatching(/^[0-9]{19}$/) as string,
          durationMs: 5,
        },
      ],
      metrics: {},
    },
  ]);
  expect(await ask(sink, "/metrics")).toEqual([
    200,
    expect.stringContaining('\ntempo_distributor_spans_received_total{tenant="single-tenant"} 1\n') as string,
  ]);
});

test("what it does not know is answered as Tempo does", async () => {
  const { sink } = stacks.dev;
  expect(await ask(sink, `/api/traces/${hexId(2, 32)}`)).toEqual([404, "trace not found"]);
  expect(await ask(sink, `/api/v2/traces/${hexId(2, 32)}`)).toEqual([200, { trace: {}, metrics: {} }]);
  expect(await ask(sink, "/api/traces/none")).toEqual([400, "a trace ID is up to 32 hexadecimal digits"]);
  expect((await ask(sink, "/api/search?q=%7B%7D"))[0]).toBe(400);
});

test("with tenants, each sees its own, and who names none is refused", async () => {
  const { rendered, sink } = stacks.production;
  const as = await secure(await tlsFiles(rendered, "alloy"));
  const { trace } = span(3);
  expect(await sendByGrpc(sink.ports.otlp, as, span(3))).toBe("UNAUTHENTICATED");
  expect(await sendByGrpc(sink.ports.otlp, as, span(3), "shop")).toBe("OK");
  expect(await ask(sink, `/api/traces/${trace}`)).toEqual([401, "no org id"]);
  expect(await ask(sink, `/api/traces/${trace}`, "shop")).toEqual([200, { batches: [written(3)] }]);
  expect(await ask(sink, `/api/traces/${trace}`, "bank")).toEqual([404, "trace not found"]);
});

test("its ports let in whom Tempo's let in", async () => {
  const { rendered, sink } = stacks.production;
  const ours = (await tlsFiles(rendered, "alloy")) ?? {};
  const required = "alert CERTIFICATE_REQUIRED";
  const found: Record<string, readonly string[]> = {};
  for (const port of ["http", "grpc", "otlp"] as const) {
    found[port] = [];
    for (const caller of [ours, {}, { ...ours, version: "TLSv1.1" as const }]) {
      found[port] = [...found[port], (await handshake(sink.ports[port], caller)).outcome];
    }
  }
  const tooOld = "alert PROTOCOL_VERSION";
  expect(found).toEqual({
    http: ["TLSv1.3", "TLSv1.3", tooOld],
    grpc: ["TLSv1.3", required, tooOld],
    otlp: ["TLSv1.3", required, tooOld],
  });
  expect(await sendByGrpc(sink.ports.otlp, plaintext, span(4), "shop")).toBe("UNAVAILABLE");
});

test("a certificate that is renewed is shown from then on, without a restart", async () => {
  const { rendered, sink } = stacks.production;
  const ours = (await tlsFiles(rendered, "alloy")) ?? {};
  const serials = async () =>
    Promise.all(
      (["http", "grpc", "otlp"] as const).map(
        async (port) => (await handshake(sink.ports[port], ours)).shown?.serialNumber,
      ),
    );
  const [before] = await serials();
  expect(await serials()).toEqual([before, before, before]);
  sink.tls?.put((await tlsFiles(rendered, "tempo")) ?? {});
  const after = await serials();
  expect(after).toEqual([after[0], after[0], after[0]]);
  expect(after[0]).not.toBe(before);
});

test("what Alloy of production sends arrives, for the tenant that Alloy works out", async () => {
  const { rendered, sink } = stacks.production;
  const services = { loki: nobody, mimir: nobody, tempo: sink.address };
  const gateway = await alloy(bench, rendered, { services });
  const by = await secure(gateway.tls?.files);
  expect(await sendByGrpc(gateway.ports.otlpGrpc, by, span(5))).toBe("OK");
  const found = await eventually(
    async () => {
      const [, answer] = await ask(sink, `/api/v2/traces/${span(5).trace}`, "production");
      return JSON.stringify(answer);
    },
    (answer) => answer.includes("span 5"),
    20,
  );
  expect(found).toContain(`"traceId":"${base64(span(5).trace)}"`);
}, 60_000);

test("what Alloy of dev sends arrives, with its resource", async () => {
  const { rendered, sink } = stacks.dev;
  const services = { loki: nobody, mimir: nobody, tempo: sink.address };
  const gateway = await alloy(bench, rendered, { name: "alloy-dev", services });
  expect(await send(gateway.url, traces({ "service.name": "shop" }, [span(6)]))).toBe(200);
  const [, { traces: found }] = await eventually(
    async () => (await ask(sink, "/api/search?tags=service.name%3Dshop")) as [number, { traces: object[] }],
    ([, { traces }]) => traces.length > 0,
    20,
  );
  expect(found).toEqual([
    expect.objectContaining({ traceID: span(6).trace, rootServiceName: "shop", rootTraceName: "span 6" }),
  ]);
}, 60_000);
