import type { Settings } from "../../settings";
import { anyOf, matches } from "./patterns";
import { type Inputs, type Stage, through } from "./stage";
import type { Block, Value } from "./syntax";

/** The resource attribute that says whose telemetry it is, and the label of a pod that says so. */
export const tenantAttribute = "mop.tenant";
export const tenantPodLabel = "mop.observability/tenant";

export interface Tenant {
  readonly name: string;
  /** Its name as an identifier. */
  readonly label: string;
}

/** Who telemetry may belong to, the default tenant first; nobody where tenants are not kept apart. */
export function tenantsOf({ tenancy }: Settings): readonly Tenant[] {
  if (!tenancy.enabled) return [];
  return [tenancy.default, ...Object.keys(tenancy.tenants).sort()].map((name) => ({
    name,
    label: name.replaceAll("-", "_"),
  }));
}

/** Whether there is anything to tell apart: with one tenant everything is its own. */
export const isSplit = (settings: Settings): boolean => tenantsOf(settings).length > 1;

/** The header that a backend wants to know the tenant by. */
export const tenantHeader = (tenant: Tenant | undefined): Readonly<Record<string, Value>> =>
  tenant === undefined ? {} : { headers: { "X-Scope-OrgID": tenant.name } };

/**
 * Statements that tell whose a resource is: the label of its pod if that names a tenant, else its namespace, else the
 * default. The first tenant by name whose pattern fits has it.
 */
export function tenantStatements(settings: Settings): string[] {
  const { tenancy } = settings;
  const tenant = `resource.attributes["${tenantAttribute}"]`;
  const namespace = `resource.attributes["k8s.namespace.name"]`;
  const names = tenantsOf(settings).map(({ name }) => name);
  const strange = names.map((name) => `${tenant} != "${name}"`).join(" and ");
  return [
    `delete_key(resource.attributes, "${tenantAttribute}") where ${strange}`,
    ...names
      .filter((name) => (tenancy.tenants[name]?.namespaces ?? []).length > 0)
      .map((name) => {
        const theirs = matches(namespace, anyOf(tenancy.tenants[name].namespaces));
        return `set(${tenant}, "${name}") where ${tenant} == nil and ${theirs}`;
      }),
    `set(${tenant}, "${tenancy.default}") where ${tenant} == nil`,
  ];
}

/** Lets only one tenant's telemetry pass. */
export function onlyOf({ name, label }: Tenant, next: Inputs): Stage {
  const conditions = [`resource.attributes["${tenantAttribute}"] != "${name}"`];
  const filter: Block = {
    block: "otelcol.processor.filter",
    label: `tenant_${label}`,
    blocks: ["metric_conditions", "log_conditions", "trace_conditions"].map((block) => ({
      block,
      attributes: { context: "resource", conditions },
    })),
  };
  return through(filter, next);
}
