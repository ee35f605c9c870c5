import { EnvHttpProxyAgent, fetch } from "undici";

/** The door of this folder, and all of it: services are asked over HTTP here. It knows nothing of the rest. */

/** What was answered, and to which question. */
export interface Answer {
  /** "GET https://registry-1.docker.io/v2/grafana/loki/tags/list" */
  readonly asked: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Pick<Headers, "get" | "has">;
  readonly body: Buffer;
}

export interface Question {
  readonly method: "GET" | "HEAD" | "PATCH" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What to do where the answer is another address. @default "follow" */
  readonly redirect?: "follow" | "manual";
  /** Seconds that the whole answer may take. */
  readonly seconds: number;
}

/** There was no answer. Its message says how that showed: "nothing within 20 s", "nothing (connect ECONNREFUSED ...)". */
export class NoAnswer extends Error {}

/** Goes through the proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name; the fetch of Node 22 leaves them out. */
const dispatcher = new EnvHttpProxyAgent();

/**
 * Asks once.
 *
 * @returns the answer, whether it is good or bad
 * @throws NoAnswer
 */
export async function ask({ url, seconds, ...request }: Question): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, dispatcher, signal: AbortSignal.timeout(seconds * 1_000) });
    const body = Buffer.from(await response.arrayBuffer());
    return { asked: `${request.method} ${url}`, url, status: response.status, headers: response.headers, body };
  } catch (error) {
    throw new NoAnswer(failureWords(error, seconds));
  }
}

/** What fetch failed with, as far as it tells. */
export function failureWords(error: unknown, seconds: number): string {
  const { name, cause } = error as { name?: string; cause?: { message?: string; code?: string } };
  if (name === "TimeoutError") return `nothing within ${seconds} s`;
  // fetch says "fetch failed" whatever happened; its cause knows more, and at times has a code alone.
  return `nothing (${cause?.message || cause?.code || String(error)})`;
}
