import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { Answer, NoAnswer } from "../../http";
import { jsonOf, retryAfter } from "./answer";

/** A question that a registry did not answer. */
export class Refusal extends Error {
  constructor(
    /** "GET https://registry-1.docker.io/v2/grafana/loki/tags/list" */
    readonly asked: string,
    /** "404 Not Found: manifest unknown" */
    readonly answered: string,
    /** What to do about it. */
    readonly mend: string,
  ) {
    super(`${asked}: ${answered}`);
    this.name = "Refusal";
  }
}

const file = "settings/images.json";

/** An answer with a status that is no success. */
export const refused = (answer: Answer): Refusal =>
  new Refusal(answer.asked, [statusOf(answer), ...reasonOf(answer)].join(": "), mendOf(answer));

/** An answer that says it is a success and does not hold what it should. `what` goes on after "200 OK": "without ...". */
export const unfit = (answer: Answer, what: string): Refusal =>
  new Refusal(answer.asked, `${statusOf(answer)}, ${what}`, `is that a registry? Look at the repository in ${file}`);

/** No answer at all. */
export class Unreachable extends Refusal {}

/** `origin` is the registry's scheme and host. */
export const unreachable = (asked: string, origin: string, { message }: NoAnswer): Unreachable =>
  new Unreachable(asked, message, `look whether this machine gets there: curl -I ${origin}/v2/`);

const statusOf = ({ status }: Answer): string => `${status} ${STATUS_CODES[status] ?? ""}`.trim();

const faults = z.object({ errors: z.tuple([z.object({ message: z.string() })], z.unknown()) });

/** The registry's own words, if it has any: an answer to HEAD never does. */
const reasonOf = (answer: Answer): string[] => {
  const told = faults.safeParse(jsonOf(answer));
  return told.success ? [told.data.errors[0].message] : [];
};

function mendOf({ status, headers }: Answer): string {
  if (status === 401 || status === 403) {
    return `only public images can be asked for, and an unknown one may look the same: look at the repository in ${file}`;
  }
  if (status === 404) return `there is no such image: look at its repository and version in ${file}`;
  if (status === 429) {
    const seconds = retryAfter(headers);
    return `it was asked too often from here; ask again ${seconds ? `in ${seconds} s` : "later"}`;
  }
  if (status >= 500) return "the registry has a fault of its own; ask again later";
  return `is that a registry? Look at the repository in ${file}`;
}
