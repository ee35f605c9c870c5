import { lokiRoles } from "../../../components/loki/roles";
import { mimirRoles } from "../../../components/mimir/roles";
import { partResources, ringed, type Role } from "../../../components/role";
import { tempoRoles } from "../../../components/tempo/roles";
import { settingsOf } from "./settings";

/** A role in one line: what it is, how many, how large, where it keeps data, whom it calls and how it is found. */
function line({ resources: { requests, limits }, ...role }: Role): string {
  const { name, target, kind, replicas, maxReplicas, storage, gracePeriod, calls, foundBy, writes, reads } = role;
  return [
    `${name} -target=${target} ${kind}`,
    maxReplicas === undefined ? replicas : `${replicas}-${maxReplicas}`,
    `${requests.cpu}-${limits.cpu} ${requests.memory}-${limits.memory} ${storage?.size ?? "scratch"} ${gracePeriod}s`,
    `${foundBy ?? "ring"}${writes ? " writes" : ""}${reads ? " reads" : ""}`,
    calls.map((call) => call.replace(`${name.split("-")[0]}-`, "")).join(" ") || "calls nobody",
  ].join(", ");
}

const all = { tempo: tempoRoles, mimir: mimirRoles, loki: lokiRoles };

function lines(name: string, overrides = {}): string[] {
  const settings = settingsOf(name, overrides);
  return Object.values(all).flatMap((roles) => roles(settings).map(line));
}

test("dev: one pod each, that calls nobody", () => {
  expect(lines("dev")).toEqual([
    "tempo -target=all StatefulSet, 1, 100m-1 512Mi-1Gi 5Gi 45s, ring writes reads, calls nobody",
    "mimir -target=all StatefulSet, 1, 100m-1 512Mi-1Gi 5Gi 600s, ring writes reads, calls nobody",
    "loki -target=all StatefulSet, 1, 100m-1 256Mi-512Mi 5Gi 300s, ring writes reads, calls nobody",
  ]);
});

test("staging and production: one Tempo, three of Mimir and Loki that call each other", () => {
  expect(lines("staging")).toEqual([
    "tempo -target=all StatefulSet, 1, 500m-2 2Gi-4Gi 20Gi 45s, ring writes reads, calls nobody",
    "mimir -target=all StatefulSet, 3, 500m-2 2Gi-4Gi 20Gi 600s, ring writes reads, mimir",
    "loki -target=all StatefulSet, 3, 500m-2 1Gi-2Gi 20Gi 300s, ring writes reads, loki",
  ]);
  expect(lines("production")).toEqual([
    "tempo -target=all StatefulSet, 1, 2-4 8Gi-12Gi 50Gi 45s, ring writes reads, calls nobody",
    "mimir -target=all StatefulSet, 3, 1-4 6Gi-8Gi 50Gi 600s, ring writes reads, mimir",
    "loki -target=all StatefulSet, 3, 1-4 2Gi-4Gi 50Gi 300s, ring writes reads, loki",
  ]);
});

test("distributed: each part on its own", () => {
  expect(lines("distributed")).toEqual([
    "tempo-distributor -target=distributor Deployment, 2-8, 1-2 2Gi-2Gi scratch 30s, ring writes, calls nobody",
    "tempo-live-store -target=live-store StatefulSet, 3, 1-2 4Gi-4Gi 50Gi 300s, ring, calls nobody",
    "tempo-block-builder -target=block-builder StatefulSet, 3, 500m-1 2Gi-2Gi 50Gi 300s, ring, calls nobody",
    "tempo-backend-scheduler -target=backend-scheduler StatefulSet, 1, 250m-500m 1Gi-1Gi 50Gi 30s, service, calls nobody",
    "tempo-backend-worker -target=backend-worker Deployment, 2, 500m-1 2Gi-2Gi scratch 30s, ring, backend-scheduler",
    "tempo-querier -target=querier Deployment, 2, 1-2 4Gi-4Gi scratch 30s, ring, live-store query-frontend",
    "tempo-query-frontend -target=query-frontend Deployment, 2, 250m-500m 1Gi-1Gi scratch 30s, headless reads, calls nobody",

    "mimir-distributor -target=distributor Deployment, 3, 1-2 2Gi-2Gi scratch 30s, ring writes, calls nobody",
    "mimir-ingester -target=ingester StatefulSet, 3, 2-4 8Gi-8Gi 50Gi 600s, ring, calls nobody",
    "mimir-querier -target=querier Deployment, 2-6, 1-2 2Gi-2Gi scratch 180s, ring, ingester store-gateway query-scheduler query-frontend",
    "mimir-query-frontend -target=query-frontend Deployment, 2, 250m-500m 1Gi-1Gi scratch 30s, headless reads, query-scheduler",
    "mimir-query-scheduler -target=query-scheduler Deployment, 2, 100m-200m 512Mi-512Mi scratch 30s, ring, calls nobody",
    "mimir-store-gateway -target=store-gateway StatefulSet, 3, 500m-1 2Gi-2Gi 50Gi 30s, ring, calls nobody",
    "mimir-compactor -target=compactor StatefulSet, 1, 1-2 4Gi-4Gi 50Gi 30s, ring, calls nobody",
    "mimir-ruler -target=ruler Deployment, 2, 250m-500m 1Gi-1Gi scratch 30s, ring, query-frontend ruler",

    "loki-distributor -target=distributor Deployment, 3, 500m-1 1Gi-1Gi scratch 30s, ring writes, ingester",
    "loki-ingester -target=ingester StatefulSet, 3, 1-2 4Gi-4Gi 50Gi 300s, ring, calls nobody",
    "loki-querier -target=querier Deployment, 3, 1-2 2Gi-2Gi scratch 30s, ring, ingester index-gateway query-scheduler query-frontend compactor",
    "loki-query-frontend -target=query-frontend Deployment, 2, 250m-500m 1Gi-1Gi scratch 30s, ring reads, query-scheduler index-gateway compactor",
    "loki-query-scheduler -target=query-scheduler Deployment, 2, 100m-200m 512Mi-512Mi scratch 30s, ring, calls nobody",
    "loki-index-gateway -target=index-gateway StatefulSet, 2, 250m-500m 1Gi-1Gi 50Gi 30s, headless, compactor",
    "loki-compactor -target=compactor StatefulSet, 1, 500m-1 2Gi-2Gi 50Gi 30s, service, calls nobody",
    "loki-ruler -target=ruler Deployment, 2, 250m-500m 1Gi-1Gi scratch 30s, ring, ingester index-gateway compactor ruler",
  ]);
});

test("a distributor of Mimir calls the ingesters unless a broker stands between", () => {
  const calls = (ingest: string) =>
    mimirRoles(settingsOf("distributed", { mimir: { ingest } })).find(({ target }) => target === "distributor")?.calls;
  expect([calls("classic"), calls("kafka")]).toEqual([["mimir-ingester"], []]);
});

test.each(["dev", "staging", "production", "distributed"])(
  "%s: every role that is called is there, and there is one that writes and one that reads",
  (name) => {
    for (const roles of Object.values(all).map((of) => of(settingsOf(name)))) {
      const names = roles.map((role) => role.name);
      expect(new Set(names).size).toBe(roles.length);
      expect(roles.flatMap(({ calls }) => calls).filter((called) => !names.includes(called))).toEqual([]);
      expect([roles.filter(({ writes }) => writes).length, roles.filter(({ reads }) => reads).length]).toEqual([1, 1]);
    }
  },
);

test("those that are several or call each other form a ring", () => {
  const rings = (name: string) => Object.values(all).map((roles) => ringed(roles(settingsOf(name))));
  expect(rings("dev")).toEqual([false, false, false]);
  expect(rings("production")).toEqual([false, true, true]);
  expect(rings("distributed")).toEqual([true, true, true]);
});

test("twice as many cores may be used as are asked for, as Kubernetes writes them; memory may not be exceeded", () => {
  const limit = (cpu: string) => partResources({ cpu, memory: "1Gi" }).limits;
  expect(["100m", "250m", "500m", "750m", "1", "3"].map((cpu) => limit(cpu).cpu)).toEqual([
    "200m",
    "500m",
    "1",
    "1500m",
    "2",
    "6",
  ]);
  expect(partResources({ cpu: "2", memory: "3Gi" })).toEqual({
    requests: { cpu: "2", memory: "3Gi" },
    limits: { cpu: "4", memory: "3Gi" },
  });
});
