/** Below the platform: [type, name, name of the parent] of every resource, the same in every stack. */
export const expectedResources: readonly (readonly [type: string, name: string, parent: string])[] = [
  ["kubernetes:core/v1:Namespace", "mop-agents", "mop"],
  ["kubernetes:core/v1:Namespace", "mop-backends", "mop"],
  ["mop:index:Obi", "mop-obi", "mop"],
  ["kubernetes:core/v1:ServiceAccount", "mop-obi", "mop-obi"],
  ["kubernetes:core/v1:ConfigMap", "mop-obi-config", "mop-obi"],
  ["kubernetes:apps/v1:DaemonSet", "mop-obi", "mop-obi"],
  ...access("mop-obi"),
  ["mop:index:Alloy", "mop-alloy", "mop"],
  ...stateful("mop-alloy"),
  ...access("mop-alloy"),
  ["mop:index:Tempo", "mop-tempo", "mop"],
  ...stateful("mop-tempo"),
  ["mop:index:Mimir", "mop-mimir", "mop"],
  ...stateful("mop-mimir"),
  ["mop:index:Loki", "mop-loki", "mop"],
  ...stateful("mop-loki"),
];

function stateful(name: string): [string, string, string][] {
  return [
    ["kubernetes:core/v1:ServiceAccount", name, name],
    ["kubernetes:core/v1:ConfigMap", `${name}-config`, name],
    ["kubernetes:core/v1:Service", `${name}-service`, name],
    ["kubernetes:core/v1:Service", `${name}-headless`, name],
    ["kubernetes:apps/v1:StatefulSet", name, name],
  ];
}

function access(name: string): [string, string, string][] {
  return [
    ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", `${name}-role`, name],
    ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", `${name}-role`, name],
  ];
}
