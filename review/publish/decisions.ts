import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { Answer } from "./call";

/**
 * Seconds after which it makes sense to ask again, however many: what GitHub wants, else 1, 2. Undefined where asking
 * again does not help.
 *
 * @param attempt the number of the one that failed
 * @param now in seconds since 1970
 */
export function waitAfter(answer: Answer, attempt: number, now = Date.now() / 1_000): number | undefined {
  if (isLimited(answer)) return limitedFor(answer.headers, now);
  if (answer.status === 0 || answer.status >= 500) return seconds(answer.headers, "retry-after") ?? 2 ** (attempt - 1);
  return undefined;
}

/** Whether GitHub says that the token is not allowed to do this, ever. */
export const mayNot = (answer: Answer): boolean => answer.status === 403 && !isLimited(answer);

/**
 * How long a comment may be, where an answer says that this one was too long: "Body is too long (maximum is 65536
 * characters)".
 */
export function bodyLimit(answer: Answer): number | undefined {
  if (answer.status !== 422) return undefined;
  const [tooLong, limit = "65536"] =
    /body is too long(?: \(maximum is ([0-9]+) characters\))?/i.exec(JSON.stringify(answer.body)) ?? [];
  return tooLong === undefined ? undefined : Number(limit);
}

/** "403 Forbidden: Resource not accessible by integration", "nothing (connect ECONNREFUSED 127.0.0.1:1)" */
export function answeredWords({ status, body }: Answer): string {
  if (status === 0) return String(body);
  const line = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  return [line, ...messageOf(body)].join(": ");
}

/**
 * Limits of GitHub come as 429, as 403, and from GraphQL as 200 as well; the header or the words tell them from a token
 * that may not do a thing.
 */
function isLimited({ status, headers, body }: Answer): boolean {
  if (status === 429) return true;
  if (status !== 403 && status !== 200) return false;
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0" || /rate limit/i.test(text(body));
}

function limitedFor(headers: Answer["headers"], now: number): number {
  const reset = headers.get("x-ratelimit-remaining") === "0" ? seconds(headers, "x-ratelimit-reset") : undefined;
  const untilReset = reset === undefined ? undefined : Math.max(1, Math.ceil(reset - now));
  // GitHub wants a minute where it does not say how long.
  return seconds(headers, "retry-after") ?? untilReset ?? 60;
}

/** The number that a header holds. */
function seconds(headers: Answer["headers"], name: string): number | undefined {
  const value = headers.get(name) ?? "";
  return /^[0-9]+$/.test(value) ? Number(value) : undefined;
}

const text = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

const faults = z.object({
  message: z.string(),
  errors: z.array(z.object({ message: z.string() })).catch([]),
});

/** GitHub's own words, if it has any: "Validation Failed", "Body is too long". */
function messageOf(body: unknown): string[] {
  const told = faults.safeParse(body);
  return told.success ? [told.data.message, ...told.data.errors.map(({ message }) => message)] : [];
}
