import type { Settings } from "../../settings";
import { type Inputs, type Stage, through } from "./stage";
import type { Block } from "./syntax";
import { isSplit, tenantAttribute, tenantPodLabel, tenantStatements } from "./tenants";

/**
 * Makes all three signals speak of the same things in the same words: the pod and what owns it, the cluster, the
 * environment, and whose it is. What a sender says of itself stands, but for the tenant.
 */
export function enrich(settings: Settings, next: Inputs): Stage {
  const named = through(transform("resource", resourceStatements(settings)), next);
  const pods = through(podAttributes(settings), named.inputs);
  if (!isSplit(settings)) return { blocks: [...pods.blocks, ...named.blocks], inputs: pods.inputs };
  // Nobody says for himself whose he is.
  const claim = through(transform("claim", [`delete_key(resource.attributes, "${tenantAttribute}")`]), pods.inputs);
  return { blocks: [...claim.blocks, ...pods.blocks, ...named.blocks], inputs: claim.inputs };
}

/** Statements on the resource, the same for every signal. */
const transform = (label: string, statements: readonly string[]): Block => ({
  block: "otelcol.processor.transform",
  label,
  blocks: ["metric_statements", "log_statements", "trace_statements"].map((block) => ({
    block,
    attributes: { context: "resource", statements },
  })),
});

function resourceStatements(settings: Settings): string[] {
  const unlessSaid = (attribute: string, value: string) =>
    `set(resource.attributes["${attribute}"], "${value}") where resource.attributes["${attribute}"] == nil`;
  return [
    unlessSaid("k8s.cluster.name", settings.cluster.name),
    unlessSaid("deployment.environment.name", settings.environment),
    ...(isSplit(settings) ? tenantStatements(settings) : []),
  ];
}

const metadata = [
  "k8s.namespace.name",
  "k8s.pod.name",
  "k8s.pod.uid",
  "k8s.node.name",
  "k8s.deployment.name",
  "k8s.statefulset.name",
  "k8s.daemonset.name",
  "k8s.cronjob.name",
  "k8s.job.name",
];

const podAttributes = (settings: Settings): Block => ({
  block: "otelcol.processor.k8sattributes",
  label: "all",
  // Until it knows the pods, everything would look like the default tenant's.
  attributes: isSplit(settings) ? { wait_for_metadata: true, wait_for_metadata_timeout: "1m" } : {},
  blocks: [
    {
      block: "extract",
      attributes: { metadata },
      blocks: isSplit(settings)
        ? [{ block: "label", attributes: { from: "pod", key: tenantPodLabel, tag_name: tenantAttribute } }]
        : [],
    },
    // Never by connection: behind an agent that is the agent's node, behind a Service another gateway's pod.
    ...["k8s.pod.uid", "k8s.pod.ip"].map((name) => ({
      block: "pod_association",
      blocks: [{ block: "source", attributes: { from: "resource_attribute", name } }],
    })),
  ],
});
