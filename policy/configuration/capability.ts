/** A capability without its CAP_ prefix; undefined for what cannot be the name of one. */
export const capabilityName = (text: string | undefined): string | undefined =>
  /^(?:CAP_)?([A-Z][A-Z_]{1,40})$/.exec(text ?? "")?.[1];
