import {
  bytes,
  configPath,
  type Fault,
  images,
  inCluster,
  millicores,
  type Path,
  type Resources,
  type Settings,
  shown,
} from "../settings";

/** What no single component can judge. */
export const stackChecks = (settings: Settings): readonly Fault[] => [
  ...namespaceFaults(settings),
  ...components.flatMap((component) =>
    resourceFaults([component, "resources"], settings[component].resources, component === "obi" ? agentFloor : floor),
  ),
  ...resourceFaults(["alloy", "receivers", "resources"], settings.alloy.receivers.resources, floor),
  ...roleMemoryFaults(settings),
  ...components.flatMap((component) => tagFaults(settings, component)),
];

const components = ["obi", "alloy", "tempo", "mimir", "loki"] as const;

function namespaceFaults({ namespaces, stack }: Settings): Fault[] {
  if (namespaces.agents !== namespaces.backends) return [];
  const standard = `obi-${inCluster(stack)}`;
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

interface Floor {
  readonly memory: string;
  readonly why: string;
}

const floor: Floor = { memory: "128Mi", why: "it does not run in less" };
const agentFloor: Floor = { memory: "384Mi", why: "its eBPF maps alone take most of that" };

const tooLittle = (path: Path, found: string, { memory, why }: Floor, value = memory): Fault => ({
  path,
  found: shown(found),
  expected: `${memory} or more: ${why}`,
  mend: [{ set: path, value }],
});

/** The API server would refuse a request above its limit, after half of the stack is there. */
function resourceFaults(path: Path, { requests, limits }: Resources, least: Floor): Fault[] {
  const above = (kind: "cpu" | "memory"): Fault => ({
    path: [...path, "requests", kind],
    found: shown(requests[kind]),
    expected: `at most the limit, ${limits[kind]}`,
    mend: [{ set: [...path, "requests", kind], value: limits[kind] }],
  });
  const enough = bytes(requests.memory) > bytes(least.memory) ? requests.memory : least.memory;
  return [
    ...(millicores(requests.cpu) > millicores(limits.cpu) ? [above("cpu")] : []),
    ...(bytes(limits.memory) < bytes(least.memory)
      ? [tooLittle([...path, "limits", "memory"], limits.memory, least, enough)]
      : bytes(requests.memory) > bytes(limits.memory)
        ? [above("memory")]
        : []),
  ];
}

const roleMemoryFaults = (settings: Settings): Fault[] =>
  (["tempo", "mimir", "loki"] as const).flatMap((backend) =>
    Object.entries(settings[backend].roles)
      .filter(([, { memory }]) => bytes(memory) < bytes(floor.memory))
      .map(([role, { memory }]) => tooLittle([backend, "roles", role, "memory"], memory, floor)),
  );

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
