import { eventually, stackFileWith } from "../lab/lab";
import type { Request, Response } from "./client";
import { addressOf, ask, containerProcesses, kubectl, mop, sendLines, withRealNode } from "./real-lab";

/** The dev stack on a real node: its pods run, as the manifests say, with real programs (see `lab status` for which). */

const namespace = "observability-dev";
const url = (service: string, port: number, path: string) => `http://${addressOf(namespace, service)}:${port}${path}`;

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

/** "observability-dev loki-0 ready, 0 restarts", of the stack's pods on the real node. */
const pods = (): string[] =>
  (JSON.parse(kubectl("get", "pods", "--all-namespaces", "--output", "json")) as { items: Pod[] }).items
    .filter(({ metadata, spec }) => spec.nodeName === "real" && metadata.namespace !== "kube-system")
    .map(({ metadata, status }) => {
      const isReady = status.conditions?.some((one) => one.type === "Ready" && one.status === "True");
      const restarts = status.containerStatuses?.[0]?.restartCount ?? 0;
      const name = metadata.name.replace(/^obi-.*/, "obi");
      return `${metadata.namespace} ${name} ${isReady ? "ready" : "not ready"}, ${restarts} restarts`;
    })
    .sort();

const calm = [
  "obi-dev obi ready, 0 restarts",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `${namespace} ${name}-0 ready, 0 restarts`),
];

/** As Pulumi.dev.yaml has it. */
const dev = { "mop:environment": "dev", "mop:cluster": { name: "dev" } };

const service = (name: string) => ({ attributes: [{ key: "service.name", value: { stringValue: name } }] });
const traceId = "0af7651916cd43dd8448eb211c80319c";
const now = () => `${Date.now()}000000`;

const telemetry = (): Request[] => {
  const span = {
    traceId,
    spanId: "b7ad6b7169203331",
    name: "GET /",
    kind: 2,
    startTimeUnixNano: now(),
    endTimeUnixNano: now(),
  };
  const resource = service("shop");
  const bodies = {
    traces: { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] },
    metrics: {
      resourceMetrics: [
        {
          resource,
          scopeMetrics: [
            { metrics: [{ name: "orders", gauge: { dataPoints: [{ asDouble: 7, timeUnixNano: now() }] } }] },
          ],
        },
      ],
    },
    logs: {
      resourceLogs: [
        { resource, scopeLogs: [{ logRecords: [{ timeUnixNano: now(), body: { stringValue: "one order" } }] }] },
      ],
    },
  };
  return Object.entries(bodies).map(([signal, body]) => ({
    url: url("otlp", 4318, `/v1/${signal}`),
    method: "POST",
    body,
  }));
};

/** What a query answers, once it holds something. */
async function answered<T>(port: [string, number], path: string, of: (body: unknown) => T[]): Promise<T[]> {
  const request = { url: url(...port, path) };
  const look = (): T[] => {
    const [{ status, body }] = ask(request);
    return status === 200 ? of(JSON.parse(body)) : [];
  };
  return eventually(look, (seen) => seen.length > 0, 90);
}

const logsPath = (query: string) => `/loki/api/v1/query_range?limit=5000&since=1h&query=${encodeURIComponent(query)}`;
const metricsPath = (query: string) => `/prometheus/api/v1/query?query=${encodeURIComponent(query)}`;

interface Streams {
  readonly data: { readonly result: { readonly stream: object; readonly values: [string, string][] }[] };
}
interface Vector {
  readonly data: { readonly result: { readonly metric: Record<string, string>; readonly value: [number, string] }[] };
}
const streams = (body: unknown) => (body as Streams).data.result;
const vector = (body: unknown) => (body as Vector).data.result;

/** A certificate of the stack, its key and its authority, as a pod has them mounted. */
function mounted(secret: string): { ca: string; cert: string; key: string } {
  const { data } = JSON.parse(kubectl("get", "secret", secret, "--namespace", namespace, "--output", "json")) as {
    data: Record<string, string>;
  };
  const text = (file: string) => Buffer.from(data[file], "base64").toString();
  return { ca: text("ca.crt"), cert: text("tls.crt"), key: text("tls.key") };
}

withRealNode("the dev stack on a real node", () => {
  beforeAll(() => {
    expect(mop("lab", "stop", "--purge").code).toBe(0);
    expect(mop("lab", "start", "--node", "real").code).toBe(0);
    const { code, output } = mop("up", "--stack", "dev");
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("create (0 unchanged)") as string });
  });

  afterAll(() => {
    expect(mop("lab", "stop", "--purge").code).toBe(0);
  });

  test("every pod is ready by its own probes, and none was started twice", () => {
    expect(pods()).toEqual(calm);
  });

  test("what is sent over OTLP is found again, with what the gateway knows of it", async () => {
    expect(ask(...telemetry()).map(({ status }: Response) => status)).toEqual([200, 200, 200]);
    const spans = await answered(["tempo", 3200], `/api/traces/${traceId}`, (body) =>
      (body as { batches: { resource: { attributes: unknown } }[] }).batches.map(({ resource }) => resource.attributes),
    );
    expect(spans).toEqual([
      [
        { key: "service.name", value: { stringValue: "shop" } },
        { key: "k8s.cluster.name", value: { stringValue: "dev" } },
        { key: "deployment.environment.name", value: { stringValue: "dev" } },
      ],
    ]);
    const logs = await answered(["loki", 3100], logsPath('{service_name="shop"}'), streams);
    expect(logs.map(({ stream, values }) => [stream, values.map(([, line]) => line)])).toEqual([
      [
        {
          deployment_environment_name: "dev",
          detected_level: "unknown",
          k8s_cluster_name: "dev",
          service_name: "shop",
        },
        ["one order"],
      ],
    ]);
    const metrics = await answered(["mimir", 8080], metricsPath("orders"), vector);
    expect(metrics.map(({ metric, value }) => [metric, value[1]])).toEqual([
      [{ __name__: "orders", job: "shop" }, "7"],
    ]);
  });

  test("pod logs and Kubernetes events arrive, of whom they are told", async () => {
    const labels = 'k8s_namespace_name="kube-system", k8s_container_name="coredns"';
    const [log] = await answered(["loki", 3100], logsPath(`{${labels}}`), streams);
    expect(log.stream).toMatchObject({
      k8s_cluster_name: "dev",
      k8s_deployment_name: "coredns",
      service_name: "coredns",
    });
    const events = await answered(["loki", 3100], logsPath('{service_name="kubernetes-events"} |= "loki-0"'), streams);
    expect(events.length).toBeGreaterThan(0);
  });

  test("the parts are scraped, and all are up", async () => {
    const jobs = ["alloy", "loki", "mimir", "tempo"].map((name) => `${namespace}/${name}`);
    const up = await eventually(
      () => vector(JSON.parse(ask({ url: url("mimir", 8080, metricsPath("sum by (job) (up)")) })[0].body)),
      (found) => jobs.every((job) => found.some(({ metric }) => metric.job === job)),
      90,
    );
    expect(
      up
        .filter(({ metric }) => jobs.includes(metric.job))
        .map(({ metric, value }) => `${metric.job} ${value[1]}`)
        .sort(),
    ).toEqual(jobs.map((job) => `${job} 1`));
  });

  test("programs are killed in turn under load, and every line that was taken arrives", async () => {
    const stop = sendLines(url("otlp", 4318, "/v1/logs"), "load");
    for (const [name, program] of [
      ["loki", "/usr/bin/loki"],
      ["mimir", "/bin/mimir"],
      ["alloy", "/bin/alloy"],
    ]) {
      const [victim, ...others] = containerProcesses(program);
      expect(others).toEqual([]);
      process.kill(victim, "SIGKILL");
      await eventually(pods, (seen) => seen.includes(`${namespace} ${name}-0 ready, 1 restarts`), 120);
    }
    const { taken } = await stop();
    expect(taken.length).toBeGreaterThan(200);
    const arrived = await eventually(
      () => {
        const [{ body }] = ask({ url: url("loki", 3100, logsPath('{service_name="load"}')) });
        const lines = streams(JSON.parse(body)).flatMap(({ values }) => values.map(([, line]) => line));
        return taken.filter((n) => !lines.includes(`line ${n}`));
      },
      (missing) => missing.length === 0,
      120,
    );
    expect(arrived).toEqual([]);
  });

  test("network flows between pods arrive as metrics, from the agent's stand-in", async () => {
    const file = stackFileWith({ ...dev, "mop:obi": { metrics: { network: true } } });
    expect(mop("up", "--stack", "dev", "--config-file", file).code).toBe(0);
    const [flow] = await answered(
      ["mimir", 8080],
      metricsPath('beyla_network_flow_bytes{k8s_src_owner_name="alloy", k8s_dst_owner_name="mimir"}'),
      vector,
    );
    expect(flow.metric).toMatchObject({ k8s_src_namespace: namespace, k8s_dst_namespace: namespace });
    expect(Number(flow.value[1])).toBeGreaterThan(0);
  });

  test("with TLS every pod starts anew and gets ready, and speaks no plaintext any more", async () => {
    const file = stackFileWith({
      ...dev,
      "mop:tls": { enabled: true },
      "mop:certificates": { install: false },
    });
    expect(mop("up", "--stack", "dev", "--config-file", file).code).toBe(0);
    await eventually(pods, (seen) => seen.every((pod) => / ready, /.test(pod)));
    const plaintext = [
      url("otlp", 4318, "/v1/traces"),
      url("loki", 3100, "/ready"),
      url("mimir", 8080, "/ready"),
      url("tempo", 3200, "/ready"),
    ].map((one) => ({ url: one }));
    expect(ask(...plaintext).map(({ status }) => (status === 0 || status === 400 ? "refused" : status))).toEqual(
      Array(4).fill("refused"),
    );
  });

  test("over TLS every Service shows a certificate of its own name, and what is sent arrives", async () => {
    const secured = (service: string, port: number, path: string, tls: object = {}): Request => ({
      url: `https://${addressOf(namespace, service)}:${port}${path}`,
      tls: { ...mounted("alloy-tls"), servername: `${service}.${namespace}.svc`, ...tls },
    });
    const readers = (tls?: object) => [
      secured("loki", 3100, "/loki/api/v1/labels", tls),
      secured("mimir", 8080, "/prometheus/api/v1/labels", tls),
    ];
    expect(ask(...readers()).map(({ status }) => status)).toEqual([200, 200]);
    const elsewhere = { servername: `elsewhere.${namespace}.svc` };
    const answers = ask(...readers(elsewhere));
    expect(answers.map(({ status, body }) => [status, body.split(":")[0]])).toEqual(
      Array(2).fill([0, "Hostname/IP does not match certificate's altnames"]),
    );
    const line = { timeUnixNano: now(), body: { stringValue: "over TLS" } };
    const body = { resourceLogs: [{ resource: service("secure-shop"), scopeLogs: [{ logRecords: [line] }] }] };
    expect(ask({ ...secured("otlp", 4318, "/v1/logs"), method: "POST", body })[0].status).toBe(200);
    const lines = await eventually(
      () => {
        const [answer] = ask(secured("loki", 3100, logsPath('{service_name="secure-shop"}')));
        return streams(JSON.parse(answer.body)).flatMap(({ values }) => values.map(([, text]) => text));
      },
      (found) => found.length > 0,
    );
    expect(lines).toEqual(["over TLS"]);
  });
});
