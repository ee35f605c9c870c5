import { eventually } from "../lab/lab";
import { issuedSerials, shownSerials } from "./certificates";
import { dev, devOverTls, namespace, up } from "./dev";
import { memoryUse, strangeLines, withinRequests } from "./health";
import { gauge, logLine, span } from "./otlp";
import { calmDev, pods } from "./pods";
import { intrusion, podSecurity, privileges } from "./privileges";
import { ask, kubectl, mop, must, withRealNode } from "./real-lab";
import { faults, stack as secure, survives } from "./secure-dev";
import { certificateIn, found, Services } from "./services";
import { deployShop, shopImage } from "./shop";
import { nothing, underLoad } from "./under-load";
import { deployVisitors, probe, visitorAddress, visitorImage } from "./visitors";

/** The dev stack on a real node: its pods run, as the manifests say, with real programs (see `lab status` for which). */

const stack = new Services(namespace);

const traceId = "0af7651916cd43dd8448eb211c80319c";

withRealNode("the dev stack on a real node", () => {
  beforeAll(async () => {
    must("lab", "start", "--node", "real", "--images", await shopImage(), await visitorImage());
    const { code, output } = mop("up", "--stack", "dev");
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("create (0 unchanged)") as string });
  });

  test("every pod is ready by its own probes, and none was started twice", () => {
    expect(pods()).toEqual(calmDev);
  });

  test("no pod that wants more than restricted is admitted beside the backends, but beside the agent", () => {
    expect(intrusion(namespace)).toBe(
      'Error from server (Forbidden): pods "intruder" is forbidden: violates PodSecurity "restricted:latest": ' +
        'privileged (container "intruder" must not set securityContext.privileged=true), ' +
        'allowPrivilegeEscalation != false (container "intruder" must set securityContext.allowPrivilegeEscalation=false), ' +
        'unrestricted capabilities (container "intruder" must set securityContext.capabilities.drop=["ALL"]), ' +
        'restricted volume types (volume "host" uses restricted volume type "hostPath"), ' +
        'runAsNonRoot != true (pod or container "intruder" must set securityContext.runAsNonRoot=true), ' +
        'seccompProfile (pod or container "intruder" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")\n',
    );
    expect(intrusion("obi-dev")).toBe("pod/intruder created (server dry run)\n");
    expect([namespace, "obi-dev"].map(podSecurity)).toEqual(
      ["restricted", "privileged"].map((level) => ({ audit: level, enforce: level, warn: level })),
    );
  });

  test("the agent's process may have the capabilities that its configuration needs, and the others none", () => {
    const agent = ["DAC_READ_SEARCH", "NET_RAW", "SYS_PTRACE", "PERFMON", "BPF", "CHECKPOINT_RESTORE"];
    const confined = { newPrivileges: false, seccomp: true };
    expect(["/obi", "/bin/alloy", "/usr/bin/loki", "/bin/mimir", "/tempo"].map(privileges)).toEqual([
      { capabilities: agent, user: 0, ...confined },
      { capabilities: [], user: 473, ...confined },
      ...Array<unknown>(3).fill({ capabilities: [], user: 10001, ...confined }),
    ]);
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

  test("what a pod sends and what it prints is told apart by the pod, its owner and its node", async () => {
    const orderId = "4bf92f3577b34da6a3ce929d0e0e4736";
    deployShop("checkout", "shop", orderId, namespace);
    const jsonpath = "jsonpath={.items[0].metadata.name} {.items[0].metadata.uid}";
    const [name, uid] = kubectl("get", "pods", "--namespace", "shop", "--output", jsonpath).split(" ");
    const attributes = {
      "service.name": "checkout",
      "k8s.pod.uid": uid,
      "k8s.deployment.name": "checkout",
      "k8s.namespace.name": "shop",
      "k8s.node.name": "real-1",
      "k8s.pod.name": name,
      "k8s.cluster.name": "dev",
      "deployment.environment.name": "dev",
    };
    const traces = await found(() => stack.resources(orderId));
    expect(
      traces.map((list) =>
        Object.fromEntries(list.map(({ key, value }) => [key, (value as { stringValue: string }).stringValue])),
      ),
    ).toEqual([attributes]);

    const underscored = Object.entries(attributes).map(([key, value]) => [key.replaceAll(".", "_"), value]);
    const labels = Object.fromEntries(underscored) as Record<string, string>;
    const logs = await eventually(
      () => stack.streams('{service_name="checkout"}'),
      (seen) => seen.length >= 2,
      90,
    );
    expect(logs.map(({ stream, values }) => [values.map(([, line]) => line), stream]).sort()).toEqual([
      [
        [`order placed, trace_id=${orderId}`],
        { ...labels, detected_level: "unknown", k8s_container_name: "shop", trace_id: orderId },
      ],
      [["order sent"], { ...labels, detected_level: "unknown" }],
    ]);

    const { service_name, ...more } = labels;
    const ofShop = `{job="${service_name}"}`;
    const samples = await found(() => [...stack.samples(`orders${ofShop}`), ...stack.samples(`target_info${ofShop}`)]);
    expect(samples.map(({ metric, value }) => [value[1], metric])).toEqual([
      ["7", { __name__: "orders", job: "checkout" }],
      ["1", { __name__: "target_info", job: "checkout", ...more }],
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

  test("no pod restarted meanwhile, no error is unexplained, and each takes no more memory than it asked for", () => {
    expect(pods()).toEqual(calmDev);
    expect(strangeLines()).toEqual([]);
    expect(memoryUse()).toEqual(withinRequests);
  });

  test("network flows between two pods of others arrive as metrics, from the agent's stand-in", async () => {
    up({ ...dev, "mop:obi": { metrics: { network: true } } });
    deployVisitors("caller", "called");
    const call = () => probe("caller", "real-1", "reach", visitorAddress("called"));
    expect(call()).toEqual([`${visitorAddress("called")} open`]);
    const flows = 'beyla_network_flow_bytes{k8s_src_namespace="caller", k8s_dst_namespace="called"}';
    const seen = await eventually(
      () => [call(), stack.samples(flows)] as const,
      ([, samples]) => samples.length > 0,
      90,
    );
    const [{ metric, value }] = seen[1];
    expect(metric).toMatchObject({ k8s_src_owner_name: "probe", k8s_dst_owner_name: "probe" });
    expect(Number(value[1])).toBeGreaterThan(0);
  });

  test("with TLS every pod starts anew, nothing is lost, and nobody speaks plaintext any more", async () => {
    expect(await underLoad(stack, "before-tls", () => up(devOverTls), { reader: secure })).toMatchObject({
      rolled: ["obi", "alloy-0", "loki-0", "mimir-0", "tempo-0"],
      lost: nothing,
    });
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

  test("over TLS every port shows its own certificate, and what is sent arrives", async () => {
    const issued = issuedSerials(namespace);
    expect(Object.keys(issued)).toEqual([
      "alloy-0 otlp-grpc",
      "alloy-0 otlp-http",
      "alloy-0 http",
      "loki-0 http",
      "mimir-0 http",
      "tempo-0 otlp-grpc",
      "tempo-0 http",
    ]);
    expect(shownSerials(namespace)).toEqual(issued);
    const tls = { ...certificateIn(namespace, "alloy-tls"), servername: `elsewhere.${namespace}.svc` };
    const elsewhere = secure.request("loki", "/loki/api/v1/labels", { tls });
    expect(ask(elsewhere).map(({ status, body }) => [status, body.split(":")[0]])).toEqual([
      [0, "Hostname/IP does not match certificate's altnames"],
    ]);
    expect(secure.send(logLine("secure-shop", "over TLS"))).toEqual([200]);
    expect(await found(() => secure.lines('{service_name="secure-shop"}'))).toEqual(["over TLS"]);
  });

  test("what was taken arrives although Loki is killed", () =>
    survives("kill", 100, () => faults.kill("/usr/bin/loki", `${namespace} loki-0 ready, 1 restarts`)));
});
