import { judgeAll, type PackConfig } from "../../policy/offline";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import { markdownReport } from "../../review/report/markdown";
import type { Registered } from "../../review/offline";
import { runOffline } from "../../review/offline";
import { reviewStack, type StackSide } from "../../review/report/stack";
import type { StackReview } from "../../review/report/model";
import { readPolicyConfigs } from "../../cli/policy/config";
import { offlineResources } from "../../cli/policy";
import type { Tree } from "../../settings";
import { goldenStack } from "./golden-stacks";

/** A change, as two versions of one stack: settings laid over its file, or objects changed by hand. */
interface Pair {
  readonly stack: "dev" | "staging" | "production" | "distributed";
  readonly base?: Version;
  readonly head?: Version;
}

interface Version {
  /** Another stack of test/golden in its place. */
  readonly stack?: string;
  readonly settings?: Tree;
  /** Changes the objects in place, or gives others in their place. */
  readonly objects?: (objects: Registered[]) => Registered[] | undefined;
  readonly policy?: PackConfig;
  readonly absent?: true;
}

// Objects of every shape are changed by hand here.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-explicit-any */
/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return */

const object = (objects: readonly Registered[], kind: string, name: string): any => {
  const found = objects.find(({ inputs }: any) => inputs.kind === kind && inputs.metadata?.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found.inputs;
};
const without = (kind: string, name: string) => (objects: Registered[]) =>
  objects.filter(({ inputs }: any) => inputs.kind !== kind || inputs.metadata.name !== name);
const edit = (kind: string, name: string, change: (inputs: any) => void) => ({
  objects: (objects: Registered[]) => {
    change(object(objects, kind, name));
    return objects;
  },
});
const nodes: Tree = { network: { nodes: ["10.0.0.0/16"] } };
const hostile = "</details>```<img src=x onerror=alert(1)> @everyone #1 | `x` **bold** [a](http://b)";

export const reviewPairs: Readonly<Record<string, Pair>> = {
  "no-change": { stack: "production" },
  "added-workload": { stack: "dev", base: { objects: without("StatefulSet", "tempo") } },
  "removed-workload": { stack: "production", head: { objects: without("StatefulSet", "loki") } },
  "removed-namespace": { stack: "dev", head: { objects: without("Namespace", "observability-dev") } },
  "bumped-image": {
    stack: "dev",
    head: edit(
      "StatefulSet",
      "loki",
      ({ spec }) => (spec.template.spec.containers[0].image = "docker.io/grafana/loki:3.8.0"),
    ),
  },
  "branch-image": {
    stack: "production",
    head: edit(
      "DaemonSet",
      "obi",
      ({ spec }) => (spec.template.spec.containers[0].image = "docker.io/otel/ebpf-instrument:main"),
    ),
  },
  "renamed-configmap": {
    stack: "dev",
    head: edit("ConfigMap", "obi-config", ({ metadata }) => (metadata.name = "obi-settings")),
  },
  "shrunk-volume": { stack: "production", head: { settings: { loki: { storage: { size: "20Gi" } } } } },
  "dropped-tls": {
    stack: "dev",
    base: { settings: { tls: { enabled: true } } },
    head: { settings: { tls: { enabled: false } } },
  },
  "network-rules": {
    stack: "production",
    head: { settings: { network: { readers: [{ namespace: "grafana", podLabels: { app: "grafana" } }] } } },
  },
  "network-closed": {
    stack: "production",
    base: { settings: { network: { applications: [{ namespace: "shop" }] } } },
  },
  "widened-rbac": {
    stack: "production",
    head: edit("ClusterRole", "mop-production-alloy", ({ rules }) => rules[0].verbs.push("delete")),
  },
  "changed-sampling": { stack: "production", head: { settings: { sampling: { ratio: 0.01, slowerThan: "5s" } } } },
  "shorter-retention": {
    stack: "production",
    head: { settings: { loki: { retention: "7d" }, tempo: { retention: "2d" } } },
  },
  "more-metrics": {
    stack: "production",
    head: { settings: { ...nodes, obi: { metrics: { network: true, spanMetrics: true } } } },
  },
  "context-propagation": {
    stack: "production",
    head: { settings: { ...nodes, obi: { contextPropagation: "headers" } } },
  },
  unprotected: { stack: "production", head: { settings: { protect: false } } },
  "allowed-exception": {
    stack: "production",
    base: edit("StatefulSet", "mimir", ({ spec }) => (spec.replicas = 1)),
    head: {
      ...edit("StatefulSet", "mimir", ({ spec }) => (spec.replicas = 1)),
      policy: { replicas: { allow: [{ kind: "StatefulSet", name: "*", why: "it is only for now" }] } },
    },
  },
  "exposed-service": { stack: "production", head: edit("Service", "loki", ({ spec }) => (spec.type = "LoadBalancer")) },
  "immutable-selector": {
    stack: "dev",
    head: edit("DaemonSet", "obi", ({ spec }) => (spec.selector.matchLabels.version = "2")),
  },
  "more-resources": {
    stack: "production",
    head: { settings: { mimir: { resources: { requests: { memory: "16Gi" }, limits: { memory: "24Gi" } } } } },
  },
  "privileged-agent": {
    stack: "production",
    head: edit("DaemonSet", "obi", ({ spec }) => {
      const [container] = spec.template.spec.containers;
      container.securityContext.privileged = true;
      container.securityContext.capabilities.add.push("SYS_ADMIN");
      spec.template.spec.volumes.push({ name: "root", hostPath: { path: "/" } });
    }),
  },
  secret: {
    stack: "dev",
    base: { objects: (objects) => [...objects, secret("hunter1")] },
    head: { objects: (objects) => [...objects, secret("hunter2")] },
  },
  "hostile-text": {
    stack: "dev",
    head: edit("ConfigMap", "obi-config", (inputs) => {
      inputs.metadata.labels.odd = hostile;
      inputs.data["notes.txt"] = `${hostile}\n${hostile}\n`;
    }),
  },
  "fault-on-head": { stack: "production", head: { settings: { loki: { retension: "14d" } } } },
  "fault-on-base": { stack: "production", base: { settings: { tempo: { topology: "replicated" } } } },
  "new-stack": { stack: "dev", base: { absent: true } },
  "removed-stack": { stack: "dev", head: { absent: true } },
  huge: { stack: "production", head: { stack: "distributed" } },
};

function secret(password: string): Registered {
  const type = "kubernetes:core/v1:Secret";
  return {
    type,
    name: "login",
    urn: `urn:pulumi:dev::mop::${type}::login`,
    parent: "",
    dependencies: [],
    protect: false,
    custom: true,
    inputs: {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "login", namespace: "observability-dev" },
      stringData: { password },
    },
  };
}

/** Renders as text, of which everybody makes objects of their own; most pairs begin with the same few. */
const renders = new Map<string, Promise<string>>();

function renderText(stack: string, file: string, settings: Tree): Promise<string> {
  const key = JSON.stringify([file, settings]);
  const found =
    renders.get(key) ?? runOffline(file, stack, settings).then(({ resources }) => JSON.stringify(resources));
  renders.set(key, found);
  return found;
}

async function side(name: string, { settings = {}, objects, policy = {}, absent }: Version): Promise<StackSide> {
  if (absent) return { state: "absent" };
  const { stack, file } = goldenStack(name);
  try {
    const rendered = JSON.parse(await renderText(stack, file, settings)) as Registered[];
    const resources = objects?.(rendered) ?? rendered;
    const environment = stack as "dev" | "staging" | "production";
    const [packConfig] = readPolicyConfigs();
    return {
      state: "rendered",
      resources,
      policyConfig: { ...packConfig, ...policy },
      judged: (config) => judgeAll(offlineResources(resources), environment, [config], "2026-11-23"),
    };
  } catch (error) {
    return { state: "unreadable", fault: (error as Error).message };
  }
}

const reviews = new Map<string, Promise<StackReview>>();

/** What one of them does to its stack; worked out once. */
export function reviewOf(name: string): Promise<StackReview> {
  const review = reviews.get(name) ?? reviewed(name);
  reviews.set(name, review);
  return review;
}

/** Both sides of one of them. */
export function sidesOf(name: string): Promise<[StackSide, StackSide]> {
  const { stack, base = {}, head = {} } = reviewPairs[name];
  return Promise.all([side(base.stack ?? stack, base), side(head.stack ?? stack, head)]);
}

const reviewed = async (name: string): Promise<StackReview> =>
  reviewStack(reviewPairs[name].stack, ...(await sidesOf(name)));

/** Where the reports of all pairs are kept. */
export const reviewsFolder = join(checkout, "test", "golden-reviews");

/** The report of one of them as a comment, short enough to be read. */
export const reviewText = async (name: string): Promise<string> =>
  markdownReport({ base: "1111111111", head: "2222222222", stacks: [await reviewOf(name)] }, 8_000);
