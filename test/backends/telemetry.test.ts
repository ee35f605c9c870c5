import { hexId, logs, metrics, send, type Span, traces } from "./support/otlp";
import { Bench } from "./support/program";
import { eventually, lines, series } from "./support/queries";
import { Rendered } from "./support/rendered";
import { type Alloy, alloy, type Backend, backend, objectStorage } from "./support/running";
import { type TraceStore, traceStore } from "./support/trace-store";

/**
 * production as it ships, all of it on this machine: two tiers of Alloy, three Loki, three Mimir, object storage. What
 * an application sends comes out of the backends, as the tenant, and in the shape, that settings say.
 */

const bench = new Bench();
const tenant = "production";
const pod = { namespace: "shop", name: "cart-1", uid: "5d2f" };
const traceInLog = "0af7651916cd43dd8448eb211c80319c";
const written = `order refused trace_id=${traceInLog} api_key=1234567890abcdef`;

let entry: Alloy;
let loki: Backend[];
let mimir: Backend[];
let tempo: TraceStore;

beforeAll(async () => {
  const { settings } = await objectStorage(bench);
  const rendered = await Rendered.of("production", { ...settings, sampling: { wait: "1s" } });
  [loki, mimir, tempo] = await Promise.all([
    backend(bench, rendered, "loki", { replicas: 3 }),
    backend(bench, rendered, "mimir", { replicas: 3 }),
    traceStore(bench, rendered),
  ]);
  const gateway = await alloy(bench, rendered, {
    services: { loki: loki[0].address, mimir: mimir[0].address, tempo: tempo.address },
    pods: [{ ...pod, lines: [written] }],
  });
  entry = await alloy(bench, rendered, {
    workload: "alloy-receiver",
    services: { alloy: gateway.address },
    samplers: [gateway.address],
  });
  // Pods are known once the line that one of them wrote has come through.
  await eventually(
    () => lines(loki[0].url, tenant, '{service_name="cart-1"}'),
    (found) => found?.length === 1,
  );
}, 120_000);

afterAll(() => bench.clear(), 30_000);

const sender = { "service.name": "cart", "service.namespace": "shop", "k8s.pod.uid": pod.uid };
const said = { "k8s.cluster.name": "lab", "deployment.environment.name": "production" };
const ofPod = { "k8s.namespace.name": "shop", "k8s.pod.name": "cart-1", "k8s.node.name": "node-1" };

test("a metric comes out of every Mimir, and who sent it from where with it", async () => {
  expect(await send(entry.url, metrics(sender, "orders", [{ value: 42, attributes: { shelf: "a" } }]))).toBe(200);
  for (const { url } of mimir) {
    const found = await eventually(
      () => series(url, tenant, "orders"),
      (answer) => answer?.length === 1,
    );
    expect(found?.map(({ metric, value }) => [metric, value[1]])).toEqual([
      [{ __name__: "orders", job: "shop/cart", shelf: "a" }, "42"],
    ]);
    const [info] = (await series(url, tenant, 'target_info{job="shop/cart"}')) ?? [];
    expect(info.metric).toEqual({
      __name__: "target_info",
      job: "shop/cart",
      k8s_cluster_name: "lab",
      deployment_environment_name: "production",
      k8s_namespace_name: "shop",
      k8s_pod_name: "cart-1",
      k8s_pod_uid: pod.uid,
      k8s_node_name: "node-1",
    });
  }
});

test("a log line comes out of every Loki, found by few labels, the rest beside it, without its secret", async () => {
  const sent = logs(sender, ["login as ada password=hunter2 ok"], { user: "ada", "client.secret": "hunter3" });
  expect(await send(entry.url, sent)).toBe(200);
  for (const { url } of loki) {
    const found = await eventually(
      () => lines(url, tenant, '{service_name="cart"}'),
      (answer) => answer?.length === 1,
    );
    expect(found).toEqual([
      {
        line: "login as ada password=[redacted] ok",
        labels: {
          service_name: "cart",
          service_namespace: "shop",
          k8s_namespace_name: "shop",
          k8s_cluster_name: "lab",
          deployment_environment_name: "production",
        },
        metadata: {
          user: "ada",
          detected_level: "unknown",
          k8s_pod_name: "cart-1",
          k8s_pod_uid: pod.uid,
          k8s_node_name: "node-1",
        },
      },
    ]);
  }
});

test("a line that a pod wrote comes out of Loki, with the trace that it speaks of", async () => {
  const found = await lines(loki[1].url, tenant, '{service_name="cart-1"}');
  expect(found).toEqual([
    {
      line: `order refused trace_id=${traceInLog} api_key=[redacted]`,
      labels: {
        service_name: "cart-1",
        k8s_namespace_name: "shop",
        k8s_container_name: "main",
        k8s_cluster_name: "lab",
        deployment_environment_name: "production",
      },
      metadata: {
        trace_id: traceInLog,
        detected_level: "unknown",
        k8s_pod_name: "cart-1",
        k8s_pod_uid: pod.uid,
        k8s_node_name: "node-1",
      },
    },
  ]);
});

test("a trace arrives without its secrets, and without what probes made of it", async () => {
  const trace = hexId(1, 32);
  const span = (number: number) => ({ trace, id: hexId(number, 16), error: true });
  const spans: Span[] = [
    {
      ...span(1),
      name: "POST /orders",
      attributes: {
        "db.statement": "login password=hunter2",
        "http.request.header.authorization": "Basic aHVudGVyMg==",
      },
    },
    { ...span(2), name: "probe by path", attributes: { "url.path": "/healthz" } },
    { ...span(3), name: "probe by agent", attributes: { "user_agent.original": "kube-probe/1.34" } },
  ];
  expect(await send(entry.url, traces(sender, spans))).toBe(200);
  const found = await eventually(
    () => tempo.trace(tenant, trace),
    (answer) => answer.length > 0,
  );
  expect(found).toEqual([
    {
      name: "POST /orders",
      attributes: { "db.statement": "login password=[redacted]" },
      resource: { ...sender, ...said, ...ofPod },
    },
  ]);
});

test("another tenant sees none of it, and who names none is refused", async () => {
  expect(await series(mimir[0].url, "somebody", '{__name__=~".+"}')).toEqual([]);
  expect(await lines(loki[0].url, "somebody", '{service_name=~".+"}')).toEqual([]);
  expect(await tempo.trace("somebody", hexId(1, 32))).toEqual([]);
  expect(await series(mimir[0].url, "", "orders")).toBeUndefined();
  expect(await lines(loki[0].url, "", '{service_name="cart"}')).toBeUndefined();
});
