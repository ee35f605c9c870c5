/** Units as stack files write them: durations ("48h"), byte quantities ("2Gi") and CPU quantities ("250m"). */

const durationUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export const durationPattern = /^([1-9][0-9]{0,7})(ms|s|m|h|d|w)$/;

/** Milliseconds of a duration that matches {@link durationPattern}. */
export function milliseconds(duration: string): number {
  const [, count, unit] = match(durationPattern, duration, "duration");
  return Number(count) * durationUnits[unit as keyof typeof durationUnits];
}

/** A duration in whole hours, "336h": the one unit that Tempo, Mimir and Loki all read. Rounds up. */
export const inHours = (duration: string): string => `${Math.ceil(milliseconds(duration) / durationUnits.h)}h`;

/** A duration in whole seconds, "60s": OBI's own schema knows ms, s and m only. Rounds up. */
export const inSeconds = (duration: string): string => `${Math.ceil(milliseconds(duration) / durationUnits.s)}s`;

const byteUnits = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const;

export const bytesPattern = /^([1-9][0-9]{0,7})(Ki|Mi|Gi|Ti)$/;

/** Bytes of a quantity that matches {@link bytesPattern}. */
export function bytes(quantity: string): number {
  const [, count, unit] = match(bytesPattern, quantity, "byte quantity");
  return Number(count) * byteUnits[unit as keyof typeof byteUnits];
}

/** A share of a byte quantity in whole mebibytes, rounded down: 0.8 of "1Gi" is 819. */
export const mebibytes = (quantity: string, share = 1): number => Math.floor((bytes(quantity) * share) / byteUnits.Mi);

export const cpuPattern = /^([1-9][0-9]*)(m?)$/;

/** Thousandths of a core: "250m" is 250, "2" is 2000. */
export function millicores(quantity: string): number {
  const [, count, unit] = match(cpuPattern, quantity, "CPU quantity");
  return Number(count) * (unit === "m" ? 1 : 1_000);
}

function match(pattern: RegExp, text: string, what: string): RegExpExecArray {
  const found = pattern.exec(text);
  if (!found) throw new Error(`"${text}" is no ${what}`);
  return found;
}
