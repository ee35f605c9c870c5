import { type Given, Judge, verdictText } from "../../../policy/judge/judge";
import type { Resource } from "../../../policy/judge/object";
import type { Rule } from "../../../policy/judge/rule";
import { resource } from "./resources";

const today = "2026-11-23";

/** One resource, or all those of a stack; what is set about the rule; and the whole text of each verdict, in order. */
interface Case {
  readonly of: Resource | readonly Resource[];
  readonly settings?: Given;
  readonly says: readonly string[];
}

type Passing = Resource | readonly Resource[] | Omit<Case, "says">;

interface Cases {
  /** Nothing is said of these. */
  readonly passes: Readonly<Record<string, Passing>>;
  /** Violations. The first one is taken for the tests of exemptions. */
  readonly fails: Readonly<Record<string, Case>>;
  /** What is not known: said to be open, while the rest is judged all the same. */
  readonly unknown?: Readonly<Record<string, Case>>;
}

/** The verdicts of a rule on resources that are registered one after the other, as whole texts. */
export function verdicts(rule: Rule, resources: readonly Resource[], settings: Given = {}): string[] {
  const judge = new Judge(today);
  return [
    ...resources.flatMap((one) => judge.resource(rule, one, settings)),
    ...judge.stack(rule, resources, settings),
  ].map((verdict) => (verdict.outcome === "violation" ? "" : `(${verdict.outcome}) `) + verdictText(verdict));
}

const list = (of: Resource | readonly Resource[]): readonly Resource[] => ("type" in of ? [of] : of);

/** Every kind that some rule has something to say about. */
const types = [
  ...["Pod", "ReplicationController", "ConfigMap", "Secret", "Service", "ServiceAccount", "Namespace"],
  ...["PersistentVolume", "PersistentVolumeClaim"],
]
  .map((kind) => `core/v1:${kind}`)
  .concat(
    ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => `apps/v1:${kind}`),
    ["Job", "CronJob"].map((kind) => `batch/v1:${kind}`),
    ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map((kind) => `rbac.authorization.k8s.io/v1:${kind}`),
    ["networking.k8s.io/v1:Ingress", "networking.k8s.io/v1:NetworkPolicy", "policy/v1:PodDisruptionBudget"],
    ["autoscaling/v2:HorizontalPodAutoscaler", "storage.k8s.io/v1:StorageClass"],
    ["cert-manager.io/v1:Certificate", "gateway.networking.k8s.io/v1:Gateway"],
  );

/** Shapes that no API server would take, and that a program can register all the same. */
const oddProps: unknown[] = [{}, undefined, null, "text", 7, [], { spec: null }, { spec: "text" }, { spec: [] }];

/** Tests a rule: its own cases, and what holds for every rule. */
export function testRule(rule: Rule, { passes, fails, unknown = {} }: Cases): void {
  describe(rule.name, () => {
    test.each(Object.entries(passes))("passes: %s", (_, one) => {
      const { of, settings } = "of" in one ? one : { of: one, settings: {} };
      expect(verdicts(rule, list(of), settings)).toEqual([]);
    });

    test.each(Object.entries(fails))("fails: %s", (_, { of, settings, says }) => {
      expect(verdicts(rule, list(of), settings)).toEqual(says);
    });

    if (Object.keys(unknown).length > 0) {
      test.each(Object.entries(unknown))("not known: %s", (_, { of, settings, says }) => {
        expect(verdicts(rule, list(of), settings)).toEqual(says);
      });
    }

    const [{ of, settings, says }] = Object.values(fails);
    const subjects = [...new Set(says.map((text) => text.split(/[:,] /)[0]))].map((subject) => {
      const [, kind, namespace, name] = /^(\S+) (?:([^/]+)\/)?(.+)$/.exec(subject) ?? [];
      return { kind, name, ...(namespace === undefined ? {} : { namespace }), reason: "migrated in spring" };
    });

    test("an exemption is listed instead of a violation", () => {
      const exemptions = subjects.map((subject) => ({ ...subject, expires: today }));
      expect(verdicts(rule, list(of), { ...settings, exemptions })).toEqual(
        says.map((text) => `(exempt) ${text.split("\n")[0]}\n  exempt until ${today}: migrated in spring`),
      );
    });

    test("an exemption that has ended is a violation beside the one that it covered", () => {
      const exemptions = subjects.map((subject) => ({ ...subject, expires: "2026-11-22" }));
      const ended = subjects.map(({ kind, namespace, name }) =>
        [
          `exemption of ${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}: it ended on 2026-11-22 (migrated in spring)`,
          "why: what is tolerated for good was decided by nobody",
          `fix: mend what it covers and take it out of ${rule.name}.exemptions, or give it a later day there`,
        ].join("\n  "),
      );
      const still = says.map((text) => `${text}\n  its exemption ended on 2026-11-22: migrated in spring`);
      expect(verdicts(rule, list(of), { ...settings, exemptions }).sort()).toEqual([...still, ...ended].sort());
    });

    test("an exemption of another object changes nothing", () => {
      const exemptions = subjects.map((subject) => ({ ...subject, name: "another", expires: today }));
      expect(verdicts(rule, list(of), { ...settings, exemptions })).toEqual(says);
    });

    test("whatever is absent or of another shape, it gets to a verdict", () => {
      for (const type of types) {
        for (const props of oddProps) {
          const one = { ...resource(type, {}), props };
          expect(verdicts(rule, [one]).filter((text) => text.includes("the rule itself failed"))).toEqual([]);
        }
      }
    });
  });
}
