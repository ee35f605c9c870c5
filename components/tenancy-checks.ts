import { type Fault, type Settings, shown } from "../settings";

/** Tenants that can be told apart. */
export function tenancyChecks({ tenancy }: Settings): readonly Fault[] {
  const tenants = Object.keys(tenancy.tenants);
  if (!tenancy.enabled && tenants.length > 0) {
    return [
      {
        path: ["tenancy", "tenants"],
        found: tenants.join(", "),
        expected: "nothing while mop:tenancy.enabled is false: all data is together then",
        mend: [{ set: ["tenancy", "enabled"], value: true }],
      },
    ];
  }
  return tenants
    .filter((tenant) => tenant === tenancy.default)
    .map((tenant) => ({
      path: ["tenancy", "tenants", tenant],
      found: shown(tenant),
      expected: "another name: it is mop:tenancy.default, whose settings are those of the stack",
      mend: [{ remove: ["tenancy", "tenants", tenant] }],
    }));
}
