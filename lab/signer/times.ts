/** Nanoseconds would be lost in a certificate, which knows seconds only. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** cert-manager's own, where a Certificate names none. */
const defaultDuration = "2160h";

/** Milliseconds of one of Go's durations, such as 2160h0m0s. @throws Error for anything else */
export function milliseconds(duration = defaultDuration): number {
  if (!/^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/.test(duration)) {
    throw new Error(`"${duration}" is no duration: expected one such as 2160h or 1h30m`);
  }
  return [...duration.matchAll(/([0-9.]+)(ms|s|m|h)/g)]
    .map(([, count, unit]) => Number(count) * units[unit])
    .reduce((sum, part) => sum + part, 0);
}

export interface Life {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** When a certificate must be replaced: as long before its end as was asked for, else after two thirds of its life. */
export function renewalTime({ notBefore, notAfter }: Life, renewBefore?: string): Date {
  const life = notAfter.getTime() - notBefore.getTime();
  const wanted = renewBefore === undefined ? 0 : milliseconds(renewBefore);
  const before = wanted > 0 && wanted < life ? wanted : life / 3;
  return new Date(Math.floor((notAfter.getTime() - before) / 1_000) * 1_000);
}
