import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, kubectl, list, pods } from "../lab";
import { production } from "./stacks";
import { expectWhole } from "./whole";

/** Tests of drains and evictions in production. All stacks are whole before them, and again after them. */
export function nodeTakenAway(): void {
  const lokiPods = () => pods("--namespace", production, "--selector", "app.kubernetes.io/name=loki");
  const nodeOf = new Map<string, string | undefined>();
  const evict = (pod: string) => {
    const file = join(tmpdir(), "mop-eviction.json");
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: pod, namespace: production } };
    writeFileSync(file, JSON.stringify(eviction));
    return kubectl("create", "--raw", `/api/v1/namespaces/${production}/pods/${pod}/eviction`, "-f", file);
  };

  interface Budget {
    readonly status: Readonly<Record<"currentHealthy" | "desiredHealthy" | "disruptionsAllowed", number>>;
  }
  const budgets = () =>
    list<Budget>("poddisruptionbudgets", "--all-namespaces").map(
      ({ metadata: { name, namespace }, status: { currentHealthy, desiredHealthy, disruptionsAllowed } }) => ({
        name: `${namespace} ${name}`,
        currentHealthy,
        desiredHealthy,
        disruptionsAllowed,
      }),
    );
  const lokiBudget = () => budgets().find(({ name }) => name === `${production} loki`);

  /**
   * A pod that was evicted counts as going for two minutes, unless the controller looks just when it is gone and its
   * namesake is not there yet (DeletionTimeout in pkg/controller/disruption). The tests do not wait for that.
   */
  const forgetEvictions = (budget: string) =>
    kubectl(
      ...["patch", "poddisruptionbudget", budget, "--namespace", production, "--subresource=status", "--type=merge"],
      ...["--patch", JSON.stringify({ status: { disruptedPods: null } })],
    );

  test("a drain goes through, and no budget is overdrawn", async () => {
    for (const { metadata, spec } of lokiPods()) nodeOf.set(metadata.name, spec.nodeName);
    const workers = ["worker-1", "worker-2", "worker-3", "worker-4"];
    // The fourth worker would take the pod in at once: it is out of order as well.
    const spare = workers.filter((name) => ![...nodeOf.values()].includes(name));
    expect(spare.length).toBe(1);
    kubectl("cordon", spare[0]);
    const away = nodeOf.get("loki-0") as string;
    expect(kubectl("drain", away, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s")).toContain(
      `node/${away} drained`,
    );
    const last = await eventually(lokiBudget, (budget) => budget?.disruptionsAllowed === 0);
    expect(last).toEqual({
      name: `${production} loki`,
      currentHealthy: 2,
      desiredHealthy: 2,
      disruptionsAllowed: 0,
    });
    expect(budgets().filter(({ currentHealthy, desiredHealthy }) => currentHealthy < desiredHealthy)).toEqual([]);
    expect(lokiPods().map(({ metadata, status }) => `${metadata.name} ${status.phase}`)).toEqual([
      "loki-0 Pending",
      "loki-1 Running",
      "loki-2 Running",
    ]);
  });

  test("while one copy is down, no other may be taken", () => {
    const before = lokiPods().map(({ metadata }) => metadata.uid);
    expect(() => evict("loki-1")).toThrow(
      /\(TooManyRequests\): Cannot evict pod as it would violate the pod's disruption budget\./,
    );
    expect(lokiPods().map(({ metadata }) => metadata.uid)).toEqual(before);
  });

  test("with the nodes back everything is, and one may be taken again", async () => {
    kubectl("uncordon", "worker-1", "worker-2", "worker-3", "worker-4");
    await expectWhole();
    forgetEvictions("loki");
    await eventually(lokiBudget, (budget) => budget?.disruptionsAllowed === 1);
    const { uid } = lokiPods()[1].metadata;
    expect(JSON.parse(evict("loki-1"))).toMatchObject({ kind: "Status", status: "Success" });
    await eventually(lokiPods, (now) => now.length === 3 && now[1].metadata.uid !== uid);
    await expectWhole();
  });
}
