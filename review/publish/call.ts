import { type Answer as Plain, ask, NoAnswer, type Question } from "../../http";

/** What was answered, and to which question. */
export interface Answer {
  /** "POST https://api.github.com/repos/shop/web/issues/7/comments" */
  readonly asked: string;
  /** 0 where there was no answer. */
  readonly status: number;
  readonly headers: Plain["headers"];
  /** What the JSON says, else the text; how it showed that there was no answer. */
  readonly body: unknown;
}

export type Method = Question["method"];

/** Seconds that an answer may take. */
const patience = 30;

/**
 * Asks GitHub's API once. All that comes from outside comes through here and has the token taken out, whoever may have
 * put it in: what is told of an answer cannot give it away.
 *
 * @param body sent as JSON
 */
export async function call(method: Method, url: string, token: string, body?: unknown): Promise<Answer> {
  const clean = (text: string): string => text.replaceAll(token, "***");
  try {
    const {
      asked,
      status,
      headers,
      body: answered,
    } = await ask({
      method,
      url,
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
      seconds: patience,
    });
    return { asked, status, headers, body: parsed(clean(answered.toString())) };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { asked: `${method} ${url}`, status: 0, headers: new Headers(), body: clean(error.message) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
