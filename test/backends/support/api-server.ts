import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { freePort } from "./ports";

/** A pod as Alloy sees it: where it is, whose it is, and what it wrote. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
  /** On this machine, by name; a pod without ports is nowhere. */
  readonly ports?: Readonly<Record<string, number>>;
}

/**
 * As much of a Kubernetes API as Alloy asks for: pods, their output and nothing else. With it the pipeline runs as it
 * was generated, with what it adds from the cluster and the logs it reads there.
 *
 * @param folder where the kubeconfig is written
 */
export async function apiServer(pods: readonly Pod[], folder: string) {
  const port = await freePort();
  const server = createServer((request, response) => answer(pods, request, response)).listen(port, "127.0.0.1");
  await once(server, "listening");
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, JSON.stringify(access(`http://127.0.0.1:${port}`)));
  return {
    kubeconfig,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const access = (server: string) => ({
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "here", cluster: { server } }],
  users: [{ name: "alloy", user: {} }],
  contexts: [{ name: "here", context: { cluster: "here", user: "alloy" } }],
  "current-context": "here",
});

/** What there is to ask for, by the last part of its path: kind, and the group it is in. */
const kinds: Readonly<Record<string, readonly [kind: string, apiVersion: string]>> = {
  pods: ["Pod", "v1"],
  namespaces: ["Namespace", "v1"],
  nodes: ["Node", "v1"],
  events: ["Event", "v1"],
  replicasets: ["ReplicaSet", "apps/v1"],
  deployments: ["Deployment", "apps/v1"],
  statefulsets: ["StatefulSet", "apps/v1"],
  daemonsets: ["DaemonSet", "apps/v1"],
  jobs: ["Job", "batch/v1"],
  cronjobs: ["CronJob", "batch/v1"],
};

function answer(pods: readonly Pod[], request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://here");
  const reply = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const log = /\/pods\/([^/]+)\/log$/.exec(pathname);
  if (log) {
    const { lines = [] } = pods.find(({ name }) => name === log[1]) ?? {};
    const now = new Date().toISOString();
    response.writeHead(200, { "content-type": "text/plain" });
    // Left open: that the container goes on running is what makes a reader wait for more.
    response.flushHeaders();
    if (lines.length > 0) response.write(lines.map((line) => `${now} ${line}\n`).join(""));
    return;
  }
  const one = /\/pods\/([^/]+)$/.exec(pathname);
  const asked = pods.find(({ name }) => name === one?.[1]);
  if (asked) return void reply(200, { kind: "Pod", apiVersion: "v1", ...podObject(asked) });
  if (pathname === "/version") return void reply(200, { major: "1", minor: "37", gitVersion: "v1.37.2" });
  if (pathname === "/api") return void reply(200, { kind: "APIVersions", versions: ["v1"] });
  if (pathname === "/apis") return void reply(200, { kind: "APIGroupList", apiVersion: "v1", groups: [] });
  if (pathname === "/api/v1") return void reply(200, resources());
  const [, plural] = /^\/apis?\/.*?([a-z]+)$/.exec(pathname) ?? [];
  const [kind, apiVersion] = kinds[plural] ?? [];
  if (kind === undefined) return void reply(404, status(404, "NotFound"));
  // Lists are asked for by themselves; a watch that begins with one is refused, and the asker falls back.
  if (searchParams.has("sendInitialEvents")) return void reply(422, status(422, "Invalid"));
  if (searchParams.get("watch")) {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    return;
  }
  const wanted = isWanted(/\/namespaces\/([^/]+)\//.exec(pathname)?.[1], searchParams.get("labelSelector") ?? "");
  const items = kind === "Pod" ? pods.filter(wanted).map(podObject) : [];
  reply(200, { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: "1" }, items });
}

const status = (code: number, reason: string) => ({
  kind: "Status",
  apiVersion: "v1",
  status: "Failure",
  code,
  reason,
});

const resources = () => ({
  kind: "APIResourceList",
  groupVersion: "v1",
  resources: Object.entries(kinds)
    .filter(([, [, apiVersion]]) => apiVersion === "v1")
    .map(([name, [kind]]) => ({ name, kind, singularName: "", namespaced: true, verbs: ["get", "list", "watch"] })),
});

/** Whether a pod is asked for: by its namespace, where one is named, and by a label that is "name=value". */
function isWanted(namespace: string | undefined, selector: string): (pod: Pod) => boolean {
  const [label, value] = selector.split("=");
  return (pod) =>
    (namespace === undefined || pod.namespace === namespace) && (selector === "" || pod.labels?.[label] === value);
}

const podObject = ({ namespace, name, uid, labels, ports }: Pod) => ({
  metadata: { namespace, name, uid, labels, resourceVersion: "1", creationTimestamp: "2026-01-01T00:00:00Z" },
  spec: {
    nodeName: "node-1",
    containers: [
      {
        name: "main",
        image: "main:1",
        ports: Object.entries(ports ?? {}).map(([name, containerPort]) => ({ name, containerPort, protocol: "TCP" })),
      },
    ],
  },
  status: {
    phase: "Running",
    podIP: ports ? "127.0.0.1" : "10.0.0.1",
    containerStatuses: [{ name: "main", containerID: "containerd://1", state: { running: {} } }],
  },
});
