/** What was answered, and to which question. */
export interface Answer {
  /** "POST https://api.github.com/repos/shop/web/issues/7/comments" */
  readonly asked: string;
  /** 0 where there was no answer. */
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says, else the text; why there was no answer. */
  readonly body: unknown;
}

export type Method = "GET" | "PATCH" | "POST";

/** Seconds that an answer may take. */
const patience = 30;

/**
 * Asks GitHub's API once. All that comes from outside comes through here and has the token taken out, whoever may have
 * put it in: what is told of an answer cannot give it away.
 *
 * @param body sent as JSON
 */
export async function call(method: Method, url: string, token: string, body?: unknown): Promise<Answer> {
  const asked = `${method} ${url}`;
  const clean = (text: string): string => text.replaceAll(token, "***");
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "user-agent": "mop-review",
        "x-github-api-version": "2022-11-28",
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      // A redirect would turn a new comment into a question for the old ones.
      redirect: "manual",
      signal: AbortSignal.timeout(patience * 1_000),
    });
    const { status, headers } = response;
    return { asked, status, headers, body: parsed(clean(await response.text())) };
  } catch (error) {
    return { asked, status: 0, headers: new Headers(), body: clean(reason(error)) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { message?: string; code?: string } };
  if (name === "TimeoutError") return `nothing within ${patience} s`;
  // fetch says "fetch failed" whatever happened; its cause knows more, and at times has a code alone.
  return cause?.message || cause?.code || String(error);
}
