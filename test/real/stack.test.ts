import { eventually, stackFileWith } from "../lab/lab";
import { lost, sendLines } from "./load";
import { gauge, logLine, span } from "./otlp";
import { calmDev, pods } from "./pods";
import { ask, containerProcesses, mop, withRealNode } from "./real-lab";
import { certificateIn, found, Services } from "./services";

/** The dev stack on a real node: its pods run, as the manifests say, with real programs (see `lab status` for which). */

const namespace = "observability-dev";
const stack = new Services(namespace);

/** As Pulumi.dev.yaml has it. */
const dev = { "mop:environment": "dev", "mop:cluster": { name: "dev" } };

const traceId = "0af7651916cd43dd8448eb211c80319c";

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
    expect(pods()).toEqual(calmDev);
  });

  test("what is sent over OTLP is found again, with what the gateway knows of it", async () => {
    expect(stack.send(span("shop", traceId), gauge("shop", "orders", 7), logLine("shop", "one order"))).toEqual([
      200, 200, 200,
    ]);
    expect(await found(() => stack.resources(traceId))).toEqual([
      [
        { key: "service.name", value: { stringValue: "shop" } },
        { key: "k8s.cluster.name", value: { stringValue: "dev" } },
        { key: "deployment.environment.name", value: { stringValue: "dev" } },
      ],
    ]);
    const logs = await found(() => stack.streams('{service_name="shop"}'));
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
    const metrics = await found(() => stack.samples("orders"));
    expect(metrics.map(({ metric, value }) => [metric, value[1]])).toEqual([
      [{ __name__: "orders", job: "shop" }, "7"],
    ]);
  });

  test("pod logs and Kubernetes events arrive, of whom they are told", async () => {
    const labels = 'k8s_namespace_name="kube-system", k8s_container_name="coredns"';
    const [log] = await found(() => stack.streams(`{${labels}}`));
    expect(log.stream).toMatchObject({
      k8s_cluster_name: "dev",
      k8s_deployment_name: "coredns",
      service_name: "coredns",
    });
    const events = await found(() => stack.streams('{service_name="kubernetes-events"} |= "loki-0"'));
    expect(events.length).toBeGreaterThan(0);
  });

  test("the parts are scraped, and all are up", async () => {
    const jobs = ["alloy", "loki", "mimir", "tempo"].map((name) => `${namespace}/${name}`);
    const up = await eventually(
      () => stack.samples("sum by (job) (up)"),
      (seen) => jobs.every((job) => seen.some(({ metric }) => metric.job === job)),
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
    const stop = sendLines(stack, "load");
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
    const sent = await stop();
    expect(sent.taken.length).toBeGreaterThan(200);
    expect(await lost(stack, "load", sent)).toEqual([]);
  });

  test("network flows between pods arrive as metrics, from the agent's stand-in", async () => {
    const file = stackFileWith({ ...dev, "mop:obi": { metrics: { network: true } } });
    expect(mop("up", "--stack", "dev", "--config-file", file).code).toBe(0);
    const owners = 'k8s_src_owner_name="alloy", k8s_dst_owner_name="mimir"';
    const [flow] = await found(() => stack.samples(`beyla_network_flow_bytes{${owners}}`));
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
      stack.request("otlp", "/v1/traces"),
      stack.request("loki", "/ready"),
      stack.request("mimir", "/ready"),
      stack.request("tempo", "/ready"),
    ];
    expect(ask(...plaintext).map(({ status }) => (status === 0 || status === 400 ? "refused" : status))).toEqual(
      Array(4).fill("refused"),
    );
  });

  test("over TLS every Service shows a certificate of its own name, and what is sent arrives", async () => {
    const secure = new Services(namespace, { secure: true });
    const readers = [
      secure.request("loki", "/loki/api/v1/labels"),
      secure.request("mimir", "/prometheus/api/v1/labels"),
    ];
    expect(ask(...readers).map(({ status }) => status)).toEqual([200, 200]);
    const servername = `elsewhere.${namespace}.svc`;
    const elsewhere = readers.map((one) => ({ ...one, tls: { ...certificateIn(namespace, "alloy-tls"), servername } }));
    expect(ask(...elsewhere).map(({ status, body }) => [status, body.split(":")[0]])).toEqual(
      Array(2).fill([0, "Hostname/IP does not match certificate's altnames"]),
    );
    expect(secure.send(logLine("secure-shop", "over TLS"))).toEqual([200]);
    expect(await found(() => secure.lines('{service_name="secure-shop"}'))).toEqual(["over TLS"]);
  });
});
