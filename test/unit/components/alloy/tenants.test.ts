import { tenantsOf, tenantStatements } from "../../../../components/alloy/tenants";
import { ref } from "../../../../components/alloy/syntax";
import type { Tree } from "../../../../settings";
import { settingsOf } from "../settings";
import { find, identity, under } from "./blocks";
import { gateway } from "./stacks";

const withTenants = (tenants: Tree): Tree => ({
  tenancy: { enabled: true, default: "Rest-1", tenants },
  alloy: { storage: { size: "100Gi" } },
});

const three = withTenants({
  shop: { namespaces: ["shop-*", "checkout"] },
  "pay-ments": { namespaces: ["pay", "shop-pay"] },
  idle: { namespaces: [] },
});

test("tenants, the default one first, the others by name", () => {
  expect(tenantsOf(settingsOf("dev", three))).toEqual([
    { name: "Rest-1", label: "Rest_1" },
    { name: "idle", label: "idle" },
    { name: "pay-ments", label: "pay_ments" },
    { name: "shop", label: "shop" },
  ]);
  expect(tenantsOf(settingsOf("staging"))).toEqual([{ name: "staging", label: "staging" }]);
  expect(tenantsOf(settingsOf("dev"))).toEqual([]);
});

const tenant = 'resource.attributes["mop.tenant"]';
const namespace = 'resource.attributes["k8s.namespace.name"]';

const expectedStatements = [
  `delete_key(resource.attributes, "mop.tenant") where ${tenant} != "Rest-1" and ${tenant} != "idle" and ${tenant} != "pay-ments" and ${tenant} != "shop"`,
  `set(${tenant}, "pay-ments") where ${tenant} == nil and ${namespace} != nil and IsMatch(${namespace}, "^(pay|shop-pay)$")`,
  `set(${tenant}, "shop") where ${tenant} == nil and ${namespace} != nil and IsMatch(${namespace}, "^(shop-.*|checkout)$")`,
  `set(${tenant}, "Rest-1") where ${tenant} == nil`,
];

test("whose a resource is, as statements", () => {
  expect(tenantStatements(settingsOf("dev", three))).toEqual(expectedStatements);
});

/** What the statements make of a pod's label and namespace; understands what the test above lists, and no more. */
function tenantOf(label: string | undefined, from: string | undefined): string | undefined {
  return tenantStatements(settingsOf("dev", three)).reduce<string | undefined>((found, statement) => {
    if (statement.startsWith("delete_key")) return statement.includes(`!= "${found}"`) ? found : undefined;
    const [, name, pattern] =
      /^set\([^,]+, "([^"]+)"\) where \S+ == nil(?: and .*, "([^"]+)"\))?$/.exec(statement) ?? [];
    const fits = pattern === undefined || (from !== undefined && new RegExp(pattern).test(from));
    return found === undefined && fits ? name : found;
  }, label);
}

test.each([
  [undefined, undefined, "Rest-1"],
  [undefined, "elsewhere", "Rest-1"],
  [undefined, "checkout", "shop"],
  [undefined, "shop-a", "shop"],
  [undefined, "shop-pay", "pay-ments"],
  [undefined, "xpay", "Rest-1"],
  ["idle", "shop-a", "idle"],
  ["shop", undefined, "shop"],
  ["stranger", "pay", "pay-ments"],
  ["stranger", undefined, "Rest-1"],
])("label %s in namespace %s belongs to %s", (label, from, expected) => {
  expect(tenantOf(label, from)).toBe(expected);
});

const statementBlocks = ["metric_statements", "log_statements", "trace_statements"];

test("nobody says for himself whose he is: the claim goes before the pod's label is looked up", () => {
  const blocks = gateway("dev", three);
  const claim = find(blocks, "otelcol.processor.transform claim");
  expect(claim.blocks?.slice(0, -1)).toEqual(
    statementBlocks.map((block) => ({
      block,
      attributes: { context: "resource", statements: ['delete_key(resource.attributes, "mop.tenant")'] },
    })),
  );
  const next = [ref("otelcol.processor.k8sattributes.all.input")];
  expect(under(claim, "output")).toEqual({ metrics: next, logs: next, traces: next });
  const pods = find(blocks, "otelcol.processor.k8sattributes all");
  expect(pods.attributes).toEqual({ wait_for_metadata: true, wait_for_metadata_timeout: "1m" });
  const [extract] = pods.blocks ?? [];
  expect(extract.blocks).toEqual([
    { block: "label", attributes: { from: "pod", key: "mop.observability/tenant", tag_name: "mop.tenant" } },
  ]);
});

test("all three signals are told apart, after the cluster and the environment are known", () => {
  const { blocks = [] } = find(gateway("dev", three), "otelcol.processor.transform resource");
  expect(blocks.map(({ block }) => block)).toEqual([...statementBlocks, "output"]);
  for (const { attributes } of blocks.slice(0, -1)) {
    expect((attributes?.statements as string[]).slice(2)).toEqual(expectedStatements);
  }
});

test.each([
  ["Rest_1", "Rest-1", ""],
  ["pay_ments", "pay-ments", "_pay_ments"],
])("only what is its own gets to %s", (label, name, suffix) => {
  expect(find(gateway("dev", three), `otelcol.processor.filter tenant_${label}`)).toEqual({
    block: "otelcol.processor.filter",
    label: `tenant_${label}`,
    blocks: [
      ...["metric_conditions", "log_conditions", "trace_conditions"].map((block) => ({
        block,
        attributes: { context: "resource", conditions: [`${tenant} != "${name}"`] },
      })),
      {
        block: "output",
        attributes: {
          metrics: [ref(`otelcol.exporter.otlphttp.mimir${suffix}.input`)],
          logs: [ref(`otelcol.exporter.otlphttp.loki${suffix}.input`)],
          traces: [ref(`otelcol.exporter.otlp.tempo${suffix}.input`)],
        },
      },
    ],
  });
});

test.each([
  ["no tenants", "dev", {}],
  ["one tenant", "staging", {}],
])("%s: nothing to tell apart", (_, stack, overrides) => {
  const blocks = gateway(stack, overrides);
  expect(blocks.map(identity).filter((name) => /tenant|claim/.test(name))).toEqual([]);
  expect(JSON.stringify(blocks)).not.toContain("mop.tenant");
  expect(find(blocks, "otelcol.processor.k8sattributes all").attributes).toEqual({});
});
