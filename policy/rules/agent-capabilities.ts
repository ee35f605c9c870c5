import { capabilityName } from "../configuration/capability";
import { isObi, obiConfiguration, obiFeatures } from "../configuration/obi";
import { type Need, obiNeeds } from "../configuration/obi-needs";
import type { KubernetesObject } from "../judge/object";
import { type Container, containersOf } from "../judge/pods";
import { type Context, type Finding, practice, rule } from "../judge/rule";
import { matches, subjects } from "../judge/settings";

const settings = {
  grant: subjects<{ readonly capability: string; readonly why: string }>(
    "capabilities that an agent may have beyond what its configuration tells, and why: for its nodes' kernel, say",
    { capability: { type: "string" }, why: { type: "string" } },
    ["capability", "why"],
  ),
};

type ItsContext = Context<typeof settings>;

export const agentCapabilities = rule({
  name: "agent-capabilities",
  description: "OBI has the capabilities that its configuration needs, and no others.",
  severity: "high",
  framework: practice("OBI: pkg/obi/os.go, CheckOSCapabilities; opentelemetry.io/docs/zero-code/obi/security"),
  why: "each is a part of root's power over every node",
  settings,
  *check(object, context) {
    for (const { container, needed } of agentsIn(object, context)) {
      // Where its ConfigMap is still to come, it is judged with the whole.
      if (Array.isArray(needed)) yield* judged(object, container, needed, context);
    }
  },
  *checkStack(objects, context) {
    for (const object of objects) {
      for (const { container, needed } of agentsIn(object, context)) {
        if (Array.isArray(needed)) {
          for (const finding of judged(object, container, needed, context)) yield { object, ...finding };
        } else if (needed.missing !== undefined) {
          object.leaveOpen(`it cannot be told what ${container.title} does: ${needed.missing}`);
        }
      }
    }
  },
});

function agentsIn(object: KubernetesObject, { find }: ItsContext) {
  const agents = [...containersOf(object)].filter(({ container }) => isObi(container));
  return agents.map(({ pod, container }) => {
    const configuration = obiConfiguration(object, pod, container, find);
    return { container, needed: "missing" in configuration ? configuration : obiNeeds(obiFeatures(configuration)) };
  });
}

function* judged(
  object: KubernetesObject,
  { field, title }: Container,
  needed: readonly Need[],
  { settings: { grant } }: ItsContext,
): Iterable<Finding> {
  // A privileged container has them all, whatever its list says; another rule has its say about that.
  if (field.at("securityContext", "privileged").is(true)) return;
  const list = field.at("securityContext", "capabilities", "add");
  const given = list.items.map((item) => ({ item, capability: capabilityName(item.text) }));
  const isWhole = list.isKnown && given.every(({ item }) => item.isKnown);
  for (const { capability, feature } of needed) {
    if (!isWhole || given.some((one) => one.capability === capability || one.capability === "ALL")) continue;
    yield {
      in: title,
      found: `it lacks ${capability}, without which it cannot ${feature}`,
      fix: `${list.path}: add ${capability}`,
      why: "OBI leaves out what it is not allowed: telemetry is missing, and only a line in its log says so",
    };
  }
  for (const { item, capability } of given) {
    if (capability === undefined || needed.some((one) => one.capability === capability)) continue;
    if (grant.some((one) => matches(one, object) && one.capability === capability)) continue;
    yield {
      in: title,
      found: `it is given ${capability}, which nothing in its configuration needs`,
      fix: `${item.path}: take it out, or name it in agent-capabilities.grant with what it is for`,
    };
  }
}
