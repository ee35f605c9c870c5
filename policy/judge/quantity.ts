const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A Kubernetes quantity as a number of bytes or cores: "250m" is 0.25, "2Gi" is 2147483648. Undefined if it is none.
 * Its ways of writing: k8s.io/apimachinery/pkg/api/resource/quantity.go
 */
export function quantity(text: string | undefined): number | undefined {
  const [, count, unit = ""] =
    /^\+?((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(text ?? "") ?? [];
  return count === undefined ? undefined : Number(count) * factors[unit];
}

/** Bytes of a value of GOMEMLIMIT: "1GiB", or bytes without a unit (Go's runtime/debug.SetMemoryLimit). */
export const goBytes = (text: string): number | undefined =>
  /^[0-9]+(B|[KMGT]iB)?$/.test(text) ? quantity(text.replace(/B$/, "")) : undefined;

/** Hours of a Go duration, "2160h0m0s", as cert-manager writes them. Undefined if it is none. */
export function hours(text: string | undefined): number | undefined {
  if (text === undefined || !/^([0-9]+(?:\.[0-9]+)?(h|m|s))+$/.test(text)) return undefined;
  const perHour = { h: 1, m: 60, s: 3600 };
  return [...text.matchAll(/([0-9]+(?:\.[0-9]+)?)(h|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) / perHour[unit as keyof typeof perHour],
    0,
  );
}
