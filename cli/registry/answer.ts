import type { Answer } from "../../http";

/** The body, if it is JSON. */
export function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Seconds of a Retry-After header, which holds seconds or a date; undefined where it holds neither. */
export function retryAfter(headers: Answer["headers"]): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^[0-9]+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1_000));
}
