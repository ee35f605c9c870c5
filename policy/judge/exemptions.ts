import { matches, type Named, type Setting, type Subject, subjects } from "./settings";

/** A finding that is tolerated until a day, and why. */
export interface Exemption extends Subject {
  readonly reason: string;
  /** The last day on which it holds, "2027-01-31". */
  readonly expires: string;
}

/** Every rule can be told of exemptions, beside its own settings. */
export const exemptions: Setting<readonly Exemption[]> = subjects<Exemption>(
  "objects of which this rule's findings are tolerated until a day",
  {
    reason: { type: "string" },
    expires: { type: "string", pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" },
  },
  ["reason", "expires"],
);

/** @param today "2026-11-23" */
export const isExpired = ({ expires }: Exemption, today: string): boolean => expires < today;

/** The exemption that covers an object; one that still holds before one that has expired. */
export function exemptionOf(object: Named, list: readonly Exemption[], today: string): Exemption | undefined {
  const covering = list.filter((one) => matches(one, object));
  return covering.find((one) => !isExpired(one, today)) ?? covering[0];
}
