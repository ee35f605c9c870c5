import { isDeepStrictEqual } from "node:util";
import { eventually } from "../lab/lab";
import { namespace } from "../real/dev";
import { pods } from "../real/pods";
import { ask, containerProcesses, kubectl, mop, must, startedAs, withRealNode } from "../real/real-lab";
import { faults, stack, startSecureDev, survives } from "../real/secure-dev";
import type { ServiceName } from "../real/services";

/** What the gateway has acknowledged arrives, whatever breaks. */

const programs = ["/usr/bin/loki", "/bin/mimir", "/bin/alloy", "/tempo", "/obi", "/coredns"];

/** "true 1": whether CoreDNS is ready, and how often it was started anew. */
const coreDns = (): string => {
  const status = "jsonpath={.items[0].status.containerStatuses[0]['ready','restartCount']}";
  return kubectl("get", "pods", "--namespace", "kube-system", "--selector", "k8s-app=kube-dns", "--output", status);
};

const alloyLog = (): string => kubectl("logs", "alloy-0", "--namespace", namespace, "--since", "1m");

/** What becomes of a caller of a backend's port, by what it shows of itself. */
const calls = (backend: ServiceName, shown: { cert?: string; key?: string }) => {
  const { url, tls } = stack.request(backend, "/ready");
  const { ca, servername } = tls as { ca: string; servername: string };
  return { url, tls: { ca, servername, ...shown } };
};

withRealNode("faults of the dev stack on a real node", () => {
  beforeAll(startSecureDev);

  test("one pod after the other is killed while Loki hangs, then Loki and the kubelet", () =>
    survives("kills", 500, async () => {
      const [loki] = containerProcesses("/usr/bin/loki");
      process.kill(loki, "SIGSTOP");
      await faults.kill("/tempo", `${namespace} tempo-0 ready, 1 restarts`);
      await faults.kill("/obi", "obi-dev obi ready, 1 restarts");
      await faults.kill("/bin/mimir", `${namespace} mimir-0 ready, 1 restarts`);
      await faults.kill("/bin/alloy", `${namespace} alloy-0 ready, 1 restarts`);
      process.kill(containerProcesses("/coredns")[0], "SIGKILL");
      await eventually(coreDns, (seen) => seen === "true 1");
      process.kill(loki, "SIGCONT");
      await eventually(pods, (seen) => seen.includes(`${namespace} loki-0 ready, 0 restarts`));
      await faults.kill("/usr/bin/loki", `${namespace} loki-0 ready, 1 restarts`);

      const before = { pods: pods(), processes: programs.map(containerProcesses) };
      process.kill(startedAs("real-1-kubelet"), "SIGKILL");
      await eventually(
        () => mop("lab", "status").output,
        (status) => /^real-1-kubelet +stopped /m.test(status),
      );
      must("lab", "start");
      await eventually(pods, (seen) => isDeepStrictEqual(seen, before.pods));
      expect(programs.map(containerProcesses)).toEqual(before.processes);
    }));

  test("Loki's volume is full, and Mimir and the trace store show certificates of a stranger", async () => {
    await faults.stop("loki");
    const disk = faults.smallDisk("loki");
    await faults.start("loki");
    await survives("refused", 500, async () => {
      // From nine tenths on Loki takes nothing in.
      disk.fill(4 * 2 ** 20);
      await faults.showStrangers("mimir", "tempo");
      await eventually(alloyLog, (log) =>
        [
          /component_id=otelcol\.exporter\.otlphttp\.loki error=.* 503/,
          /component_id=otelcol\.exporter\.otlphttp\.mimir error=.* x509: certificate signed by unknown authority/,
          /component_id=otelcol\.exporter\.otlp\.tempo error=.* x509: certificate signed by unknown authority/,
        ].every((line) => line.test(log)),
      );
      disk.makeRoom();
      await faults.showOwn("mimir", "tempo");
    });
  });

  test("a caller who shows the certificate of a stranger is refused, and where spans come in one without any", async () => {
    const { "tls.crt": cert, "tls.key": key } = await faults.strangerAs("alloy");
    const spans = calls("tempo", {});
    const answers = ask(...(["loki", "mimir", "tempo"] as const).map((backend) => calls(backend, { cert, key })), {
      ...spans,
      url: spans.url.replace(":3200", ":4317"),
    });
    const refused = (why: string) => ({ status: 0, body: expect.stringContaining(`alert ${why}`) as string });
    expect(answers).toEqual([...Array<unknown>(3).fill(refused("unknown ca")), refused("certificate required")]);
  });
});
