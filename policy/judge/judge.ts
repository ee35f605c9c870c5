import { type Exemption, exemptionOf, isExpired } from "./exemptions";
import { KubernetesObject, type Resource } from "./object";
import type { Context, Finding, Rule } from "./rule";
import { type Named, type Settings, values } from "./settings";

/** What came of judging one object by one rule. */
export interface Verdict {
  /** `exempt` is a finding that is tolerated; `unjudged` is what could not be told. Neither is a violation. */
  readonly outcome: "violation" | "exempt" | "unjudged";
  readonly rule: string;
  /** "StatefulSet observability/loki"; empty for the stack as a whole. */
  readonly subject: string;
  readonly urn?: string;
  /** What was found and where: "StatefulSet observability/loki, container "loki": no memory limit". */
  readonly found: string;
  /** Why it matters; only of a violation. */
  readonly why?: string;
  /** What follows: "fix:" with the line that mends it, "or:" with another way, until when it is exempt. */
  readonly more: readonly string[];
}

/** All that a person is told of a verdict, in lines. */
export const verdictText = ({ found, why, more }: Verdict): string =>
  [found, ...(why === undefined ? [] : [`why: ${why}`]), ...more].join("\n  ");

/** What is set about a rule: its settings, and `exemptions`. */
export type Given = Readonly<Record<string, unknown>>;

/** Judges the resources of one stack; the order in which they come makes no difference to the verdicts of the whole. */
export class Judge {
  private readonly seen = new Map<string, KubernetesObject>();
  private readonly told = new Set<string>();

  /** @param today "2026-11-23", for exemptions */
  constructor(private readonly today: string) {}

  /** Verdicts on one resource, before it is created. */
  resource(rule: Rule, resource: Resource, given: Given): Verdict[] {
    return this.guarded(rule, resource.name, () => {
      const object = KubernetesObject.of(resource);
      if (!object) return this.other(rule, resource, given);
      this.seen.set(identity(object), object);
      const objects = [object];
      const findings = [...(rule.check?.(object, this.context(rule, given, objects)) ?? [])];
      const verdicts = findings.map((finding) => this.verdict(rule, object, finding, given));
      return [...verdicts, ...objects.flatMap((one) => unjudged(rule, one))];
    });
  }

  /** Verdicts on the whole, when all of it is known; none that was told of one of its resources before. */
  stack(rule: Rule, resources: readonly Resource[], given: Given): Verdict[] {
    return this.guarded(rule, "the stack", () => {
      const objects = rule.checkStack ? resources.flatMap((one) => KubernetesObject.of(one) ?? []) : [];
      for (const object of objects) this.seen.set(identity(object), object);
      const findings = [...(rule.checkStack?.(objects, this.context(rule, given, objects)) ?? [])];
      return [
        ...findings.map(({ object, ...finding }) => this.verdict(rule, object, finding, given)),
        ...objects.flatMap((object) => unjudged(rule, object)),
        ...this.expired(rule, given),
      ];
    });
  }

  private other(rule: Rule, resource: Resource, given: Given): Verdict[] {
    const [, , kind = resource.type] = resource.type.split(":");
    const object = { kind, name: resource.name, title: `${kind} ${resource.name}`, resource };
    return [...(rule.checkOther?.(resource) ?? [])].map((finding) => this.verdict(rule, object, finding, given));
  }

  /** @param objects gets those that the rule looks up besides */
  private context(rule: Rule, given: Given, objects: KubernetesObject[]): Context<Settings> {
    return {
      settings: values(rule.settings, given),
      find: (kind, namespace, name) => {
        const found = this.seen.get(identity({ kind, namespace, name }));
        if (found && !objects.includes(found)) objects.push(found);
        return found;
      },
    };
  }

  /** A rule that fails on something unforeseen must not end the deployment: the engine would. */
  private guarded(rule: Rule, subject: string, check: () => Verdict[]): Verdict[] {
    try {
      return this.fresh(check());
    } catch (error) {
      const name = error instanceof Error ? error.name : "an error";
      const found = `${subject}: not judged, the rule itself failed (${name}): please report it`;
      return this.fresh([{ outcome: "unjudged", rule: rule.name, subject, found, more: [] }]);
    }
  }

  private verdict(
    rule: Rule,
    { title, resource, ...object }: Named & Pick<KubernetesObject, "title" | "resource">,
    finding: Finding,
    given: Given,
  ): Verdict {
    const exemption = exemptionOf(object, exemptionsOf(given), this.today);
    const found = `${title}${finding.in === undefined ? "" : `, ${finding.in}`}: ${finding.found}`;
    const about = { rule: rule.name, subject: title, urn: resource.urn, found };
    if (exemption && !isExpired(exemption, this.today)) {
      return { ...about, outcome: "exempt", more: [`exempt until ${exemption.expires}: ${exemption.reason}`] };
    }
    const more = [
      `fix: ${finding.fix}`,
      ...("allow" in rule.settings ? [`or:  allow it in the pack's config, in ${rule.name}.allow`] : []),
      ...(exemption ? [`its exemption ended on ${exemption.expires}: ${exemption.reason}`] : []),
    ];
    return { ...about, outcome: "violation", why: finding.why ?? rule.why, more };
  }

  private expired(rule: Rule, given: Given): Verdict[] {
    return exemptionsOf(given)
      .filter((one) => isExpired(one, this.today))
      .map((one) => {
        const subject = `${one.kind} ${one.namespace === undefined ? "" : `${one.namespace}/`}${one.name}`;
        return {
          outcome: "violation",
          rule: rule.name,
          subject: "",
          found: `exemption of ${subject}: it ended on ${one.expires} (${one.reason})`,
          why: "what is tolerated for good was decided by nobody",
          more: [`fix: mend what it covers and take it out of ${rule.name}.exemptions, or give it a later day there`],
        };
      });
  }

  /** Each verdict once, though a rule may judge one thing by itself and again within the whole. */
  private fresh(verdicts: readonly Verdict[]): Verdict[] {
    return verdicts.filter(({ rule, urn, found, more }) => {
      const key = [rule, urn, found, ...more].join("\n");
      return !this.told.has(key) && this.told.add(key);
    });
  }
}

const identity = ({ kind, namespace, name }: Named): string => [kind, namespace ?? "", name].join("/");

const exemptionsOf = ({ exemptions = [] }: Given): readonly Exemption[] => exemptions as readonly Exemption[];

function unjudged(rule: Rule, object: KubernetesObject): Verdict[] {
  const why = object.takeOpen();
  if (why === undefined) return [];
  const { title: subject, resource } = object;
  const found = `${subject}: not judged, since ${why}`;
  return [{ outcome: "unjudged", rule: rule.name, subject, urn: resource.urn, found, more: [] }];
}
