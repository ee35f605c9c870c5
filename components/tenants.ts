import type { Settings, Tree } from "../settings";

/** Where a backend finds what tenants have of their own. */
export const overridesFile = (backend: string): string => `/etc/${backend}-overrides/tenants.yaml`;

type Signal = "tempo" | "mimir" | "loki";
type Own = NonNullable<Settings["tenancy"]["tenants"][string]>;

/**
 * A backend's file of what tenants have of their own, which it reads again every ten seconds:
 * {overrides: {<tenant>: {...}}}. A tenant with nothing of its own is left out.
 *
 * @param limits the backend's own words for a retention and limits, either of which may be missing
 */
export function tenantOverrides<S extends Signal>(
  { tenancy }: Settings,
  backend: S,
  limits: (own: NonNullable<Own[S]>) => Tree,
): Tree {
  const own = Object.entries(tenancy.tenants).flatMap(([tenant, { [backend]: settings }]) =>
    settings === undefined ? [] : [[tenant, limits(settings)] as const],
  );
  return { overrides: Object.fromEntries(own) };
}
