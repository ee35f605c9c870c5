import type { Side } from "../compare";
import type { BlastItem } from "../report/model";
import type { Tree } from "../../settings";
import { quantity } from "../../policy/offline";
import { at, text, tree, trees } from "../read";
import { podSpec } from "./read";

/** What a stack asks of a cluster; DaemonSets counted as one pod, since nobody here knows the number of nodes. */
interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly memoryLimit: number;
  readonly volumes: number;
}

const amount = (value: unknown): number => quantity(text(value)) ?? 0;

function amountsOf(sides: readonly Side[]): Amounts {
  const total = { cpu: 0, memory: 0, memoryLimit: 0, volumes: 0 };
  for (const { inputs } of sides) {
    const pods = podsOf(inputs);
    for (const { resources } of trees(podSpec(inputs).containers)) {
      const { requests, limits } = tree(resources);
      total.cpu += pods * amount(tree(requests).cpu);
      total.memory += pods * amount(tree(requests).memory);
      total.memoryLimit += pods * amount(tree(limits).memory);
    }
    for (const claim of trees(at(inputs, "spec.volumeClaimTemplates"))) {
      total.volumes += pods * amount(at(claim, "spec.resources.requests.storage"));
    }
    if (inputs.kind === "PersistentVolumeClaim") total.volumes += amount(at(inputs, "spec.resources.requests.storage"));
  }
  return total;
}

/** Of what is scaled, the least. */
const podsOf = ({ kind, spec }: Tree): number => (kind === "DaemonSet" ? 1 : Number(tree(spec).replicas ?? 1));

const gibibytes = (bytes: number): string => `${Math.round((bytes / 2 ** 30) * 10) / 10} GiB`;
const cores = (count: number): string => `${Math.round(count * 100) / 100} cores`;

const rows: readonly { key: keyof Amounts; what: string; shown: (value: number) => string }[] = [
  { key: "cpu", what: "CPU requests", shown: cores },
  { key: "memory", what: "memory requests", shown: gibibytes },
  { key: "memoryLimit", what: "memory limits", shown: gibibytes },
  { key: "volumes", what: "volumes", shown: gibibytes },
];

/** What the stack as a whole takes, where that has changed: "CPU requests: 4 cores → 5 cores". */
export function amountItems(before: readonly Side[], after: readonly Side[]): BlastItem[] {
  const [was, is] = [amountsOf(before), amountsOf(after)];
  return rows.flatMap(({ key, what, shown }): BlastItem[] =>
    was[key] === is[key]
      ? []
      : [{ danger: "change", subject: "", text: `${what}: ${shown(was[key])} → ${shown(is[key])}` }],
  );
}
