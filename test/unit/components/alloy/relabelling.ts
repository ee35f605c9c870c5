import type { Block, Value } from "../../../../components/alloy/syntax";

export type Labels = Readonly<Record<string, string>>;

const known = ["action", "source_labels", "separator", "regex", "target_label", "replacement"];

/**
 * A target's labels after rules as Prometheus applies them (model/relabel): the regex matches the whole of the joined
 * labels, and a rule that gives nothing takes its label away. Nothing for a target that is dropped.
 */
export const relabelled = (rules: readonly Block[], labels: Labels): Labels | undefined =>
  rules.reduce<Labels | undefined>((left, rule) => left && applied(rule, left), labels);

function applied({ block, attributes = {} }: Block, labels: Labels): Labels | undefined {
  const strange = Object.keys(attributes).filter((name) => !known.includes(name));
  if (block !== "rule" || strange.length > 0) throw new Error(`not understood: ${block} ${strange.join()}`);
  const { action = "replace", separator = ";", regex = "(.*)", replacement = "$1" } = attributes as Texts;
  const { target_label: target = "" } = attributes as Texts;
  const joined = (attributes.source_labels as string[]).map((name) => labels[name] ?? "").join(separator);
  const match = new RegExp(`^(?:${regex})$`, "s").exec(joined);
  if (action === "keep") return match ? labels : undefined;
  if (action === "drop") return match ? undefined : labels;
  if (action !== "replace") throw new Error(`not understood: ${action}`);
  if (!match) return labels;
  const value = replacement.replace(/\$\{?(\d+)\}?/g, (_, group: string) => match[Number(group)] ?? "");
  const others = Object.entries(labels).filter(([name]) => name !== target);
  return Object.fromEntries(value === "" ? others : [...others, [target, value]]);
}

type Texts = Readonly<Record<string, string | undefined>> & Readonly<Record<string, Value>>;

/** A container of a pod, as far as the rules look at it. */
export interface Sample {
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly port?: string;
  readonly controller?: readonly [kind: string, name: string];
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

const clean = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, "_");

/** What discovery says of it. */
export function discovered(sample: Sample): Labels {
  const prefixed = (prefix: string, labels: Labels = {}) =>
    Object.fromEntries(Object.entries(labels).map(([name, value]) => [`${prefix}_${clean(name)}`, value]));
  const pod = "__meta_kubernetes_pod";
  const { namespace = "shop", container = "main", port, controller } = sample;
  return {
    __meta_kubernetes_namespace: namespace,
    [`${pod}_name`]: sample.pod ?? "pod-1",
    [`${pod}_uid`]: "0a1b",
    [`${pod}_node_name`]: "node-1",
    [`${pod}_container_name`]: container,
    ...(port === undefined ? {} : { [`${pod}_container_port_name`]: port }),
    ...(controller ? { [`${pod}_controller_kind`]: controller[0], [`${pod}_controller_name`]: controller[1] } : {}),
    ...prefixed(`${pod}_label`, sample.labels),
    ...prefixed(`${pod}_annotation`, sample.annotations),
  };
}
