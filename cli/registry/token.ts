import { z } from "zod";
import type { Answer } from "../../http";
import { jsonOf } from "./answer";
import { refused, unfit } from "./refusal";
import { request } from "./request";

/** Some token services call it the one, some the other. */
const answers = z.union([
  z.object({ token: z.string().min(1) }).transform(({ token }) => token),
  z.object({ access_token: z.string().min(1) }).transform(({ access_token }) => access_token),
]);

/**
 * A token for pulling from a public repository, from the service that the registry names in its challenge.
 *
 * @param challenged an answer with status 401
 * @param name of the repository, "grafana/loki"
 * @throws Refusal where the registry wants a password, or the service gives no token
 */
export async function anonymousToken(challenged: Answer, name: string): Promise<string> {
  const { realm, service, scope = `repository:${name}:pull` } = challengeOf(challenged.headers);
  if (realm === undefined) throw refused(challenged);
  if (!URL.canParse(realm)) throw unfit(challenged, `and a token from ${realm}, which is no address`);
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope);
  const answer = await request("GET", url.href, { accept: "application/json" });
  if (answer.status !== 200) throw refused(answer);
  const token = answers.safeParse(jsonOf(answer));
  if (!token.success) throw unfit(answer, "without a token");
  return token.data;
}

/** The parameters of a challenge `Bearer realm="...",service="...",scope="..."`; none of any other kind. */
export function challengeOf(headers: Answer["headers"]): Partial<Record<string, string>> {
  const [, parameters = ""] = /\bBearer\s+(.*)/i.exec(headers.get("www-authenticate") ?? "") ?? [];
  return Object.fromEntries([...parameters.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
}
