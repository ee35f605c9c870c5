import { bytes, configPath, type Fault, images, millicores, type Path, type Settings, shown } from "../settings";

/** What no single component can judge. */
export const stackChecks = (settings: Settings): readonly Fault[] => [
  ...namespaceFaults(settings),
  ...components.flatMap((component) => resourceFaults(settings, component)),
  ...components.flatMap((component) => tagFaults(settings, component)),
];

const components = ["obi", "alloy", "tempo", "mimir", "loki"] as const;

function namespaceFaults({ namespaces, stack }: Settings): Fault[] {
  if (namespaces.agents !== namespaces.backends) return [];
  const standard = `obi-${stack.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return [
    {
      path: ["namespaces", "agents"],
      found: shown(namespaces.agents),
      expected: `another namespace than ${configPath(["namespaces", "backends"])}: the agents' one admits privileged pods`,
      mend: [
        { set: ["namespaces", "agents"], value: namespaces.backends === standard ? `obi-agents-${stack}` : standard },
      ],
    },
  ];
}

/** The API server would refuse a request above its limit, after half of the stack is there. */
function resourceFaults(settings: Settings, component: (typeof components)[number]): Fault[] {
  const { requests, limits } = settings[component].resources;
  const path: Path = [component, "resources"];
  const above = (kind: "cpu" | "memory"): Fault => ({
    path: [...path, "requests", kind],
    found: shown(requests[kind]),
    expected: `at most the limit, ${limits[kind]}`,
    mend: [{ set: [...path, "requests", kind], value: limits[kind] }],
  });
  const floor = component === "obi" ? "384Mi" : "128Mi";
  const tooLittle: Fault = {
    path: [...path, "limits", "memory"],
    found: shown(limits.memory),
    expected: `${floor} or more: ${component === "obi" ? "its eBPF maps alone take most of that" : "it does not run in less"}`,
    mend: [
      { set: [...path, "limits", "memory"], value: bytes(requests.memory) > bytes(floor) ? requests.memory : floor },
    ],
  };
  return [
    ...(millicores(requests.cpu) > millicores(limits.cpu) ? [above("cpu")] : []),
    ...(bytes(limits.memory) < bytes(floor)
      ? [tooLittle]
      : bytes(requests.memory) > bytes(limits.memory)
        ? [above("memory")]
        : []),
  ];
}

/** Tags of Alloy begin with v, those of the backends do not; OBI has a stricter rule of its own. */
function tagFaults(settings: Settings, component: (typeof components)[number]): Fault[] {
  const { version } = settings[component];
  const release = component === "alloy" ? /^v[0-9]+\.[0-9]+\.[0-9]+/ : /^[0-9]+\.[0-9]+\.[0-9]+/;
  if (component === "obi" || release.test(version)) return [];
  return [
    {
      path: [component, "version"],
      found: shown(version),
      expected: `the tag of a release, written as ${images[component].version} is: any other has no image, or moves`,
      mend: [{ set: [component, "version"], value: images[component].version }],
    },
  ];
}
