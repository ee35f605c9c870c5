import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, ask, NoAnswer } from "../../http";
import { retryAfter } from "./answer";
import { unreachable } from "./refusal";

/** How often a registry that is busy is asked. */
const attempts = 4;

/** The longest that a registry is waited for before it is asked again, in seconds. */
const patience = 30;

/**
 * Asks, and asks again where the registry is busy or broken (429, 5xx).
 *
 * @param seconds that an answer may take
 * @returns whatever was answered last, whether it is good or bad
 * @throws Refusal when there is no answer
 */
export async function request(
  method: "GET" | "HEAD",
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds = 20,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await asked(method, url, headers, seconds);
    const wait = waitAfter(answer, attempt);
    if (wait === undefined) return answer;
    await sleep(wait * 1_000);
  }
}

async function asked(method: "GET" | "HEAD", url: string, headers: Readonly<Record<string, string>>, seconds: number) {
  try {
    return await ask({ method, url, headers, seconds });
  } catch (error) {
    throw error instanceof NoAnswer ? unreachable(`${method} ${url}`, new URL(url).origin, error) : error;
  }
}

/**
 * Seconds to wait before asking for the `attempt + 1`th time: what the registry wants, else 1, 2, 4. Undefined where the
 * answer has to do: it is not about being busy, it was the last attempt, or the registry wants more than 30 s.
 */
export function waitAfter(answer: Pick<Answer, "status" | "headers">, attempt: number): number | undefined {
  const busy = answer.status === 429 || answer.status >= 500;
  if (!busy || attempt === attempts) return undefined;
  const wait = retryAfter(answer.headers) ?? 2 ** (attempt - 1);
  return wait <= patience ? wait : undefined;
}
