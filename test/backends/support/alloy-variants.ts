import type { Tree } from "../../../settings";
import { type StackName, stacks } from "./rendered";

/** What is beside the pipeline of the user's own. */
const extraBlocks = [
  {
    block: "otelcol.exporter.otlphttp",
    label: "elsewhere",
    blocks: [
      {
        block: "client",
        attributes: { endpoint: "https://otlp.example", headers: { "X-Odd": '"odd"\\path ${1}' } },
      },
    ],
  },
  {
    block: "otelcol.processor.batch",
    label: "elsewhere",
    blocks: [{ block: "output", attributes: { traces: [{ $ref: "otelcol.exporter.otlphttp.elsewhere.input" }] } }],
  },
];

/** Settings that change the shape of the pipeline. */
export const variants: readonly (readonly [name: string, stack: StackName, overrides: Tree])[] = [
  ...(Object.keys(stacks) as StackName[]).map((stack) => [`${stack} as shipped`, stack, {}] as const),
  ["dev with a share of traces", "dev", { sampling: { mode: "ratio", ratio: 0.5, at: "gateway" } }],
  ["dev with whole traces chosen", "dev", { sampling: { mode: "tail", ratio: 1, keepErrors: false } }],
  ["dev with blocks of the user's own", "dev", { alloy: { extraConfig: extraBlocks } }],
  ["dev with nothing redacted or read", "dev", { redaction: { enabled: false }, logs: { pods: false, events: false } }],
  ["dev with an odd cluster name", "dev", { cluster: { name: "eu-1.prod_A" } }],
  [
    "dev with patterns of the user's own",
    "dev",
    {
      redaction: { patterns: { odd: '(say "hi\\\\n" )[^\']+' }, attributes: { odd: "^a\\.b$" } },
      logs: { namespaces: ["shop-*", "a"], ignoreNamespaces: ["kube-*"] },
    },
  ],
  ["staging with three tenants", "staging", threeTenants()],
];

function threeTenants(): Tree {
  return {
    alloy: { storage: { size: "40Gi" } },
    tenancy: { tenants: { "team-a": { namespaces: ["a-*"] }, "team-b": { namespaces: [] } } },
  };
}
