import { bytes, configPath, type Fault, images, millicores, type Path, type Settings, shown } from "../settings";

/** What no single component can judge. */
export const stackChecks = (settings: Settings): readonly Fault[] => [
  ...namespaceFaults(settings),
  ...components.flatMap((component) => resourceFaults(settings, component)),
  ...components.flatMap((component) => movingTagFaults(settings, component)),
];

const components = ["obi", "alloy", "tempo", "mimir", "loki"] as const;

function namespaceFaults({ namespaces, stack }: Settings): Fault[] {
  if (namespaces.agents !== namespaces.backends) return [];
  return [
    {
      path: ["namespaces", "agents"],
      found: shown(namespaces.agents),
      expected: `another namespace than ${configPath(["namespaces", "backends"])}: the agents' one admits privileged pods`,
      mend: [{ set: ["namespaces", "agents"], value: `obi-${stack}` }],
    },
  ];
}

/** The API server would refuse it, after half of the stack is there. */
function resourceFaults(settings: Settings, component: (typeof components)[number]): Fault[] {
  const { requests, limits } = settings[component].resources;
  const path: Path = [component, "resources"];
  const fault = (kind: "cpu" | "memory"): Fault => ({
    path: [...path, "requests", kind],
    found: shown(requests[kind]),
    expected: `at most the limit, ${limits[kind]}`,
    mend: [{ set: [...path, "requests", kind], value: limits[kind] }],
  });
  return [
    ...(millicores(requests.cpu) > millicores(limits.cpu) ? [fault("cpu")] : []),
    ...(bytes(requests.memory) > bytes(limits.memory) ? [fault("memory")] : []),
  ];
}

/** OBI has a stricter rule of its own. */
function movingTagFaults(settings: Settings, component: (typeof components)[number]): Fault[] {
  const { version } = settings[component];
  if (component === "obi" || /^v?[0-9]+\.[0-9]+/.test(version)) return [];
  return [
    {
      path: [component, "version"],
      found: shown(version),
      expected: `the tag of a release, such as ${images[component].version}: another tag may be another program tomorrow`,
      mend: [{ set: [component, "version"], value: images[component].version }],
    },
  ];
}
