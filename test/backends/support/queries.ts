import { setTimeout as sleep } from "node:timers/promises";
import { call } from "./call";

/** What backends answer when they are asked, as the tenant whose data it is. */

/** An answer of 200 in JSON, or undefined where the backend refuses or is not there. */
async function get(
  url: string,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const asked = `${url}?${new URLSearchParams(query).toString()}`;
  const answer = await call(asked, { headers }).catch(() => undefined);
  return answer?.status === 200 ? (JSON.parse(answer.text) as unknown) : undefined;
}

const as = (tenant: string): Record<string, string> => (tenant === "" ? {} : { "X-Scope-OrgID": tenant });

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** Series as Mimir has them now; undefined when it does not answer. */
export async function series(url: string, tenant: string, query: string): Promise<readonly Series[] | undefined> {
  const answer = await get(`${url}/prometheus/api/v1/query`, { query }, as(tenant));
  return (answer as { data: { result: Series[] } } | undefined)?.data.result;
}

export interface Line {
  readonly line: string;
  /** What it is found by. */
  readonly labels: Readonly<Record<string, string>>;
  /** What is kept with it. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Stream {
  readonly stream: Record<string, string>;
  readonly values: readonly [time: string, line: string, kept?: { structuredMetadata?: Record<string, string> }][];
}

/** Lines as Loki has them, up to 5000, of the last hour; undefined when it does not answer. */
export async function lines(url: string, tenant: string, query: string): Promise<readonly Line[] | undefined> {
  const answer = await get(
    `${url}/loki/api/v1/query_range`,
    { query, limit: "5000", since: "1h" },
    { ...as(tenant), "X-Loki-Response-Encoding-Flags": "categorize-labels" },
  );
  return (answer as { data: { result: Stream[] } } | undefined)?.data.result.flatMap(({ stream, values }) =>
    values.map(([, line, kept]) => ({ line, labels: stream, metadata: kept?.structuredMetadata ?? {} })),
  );
}

/** Asks again until the answer is as wanted, for half a minute at most; the last answer, whatever it is. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  wanted: (answer: T) => boolean,
  seconds = 30,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
    await sleep(200);
  }
}
