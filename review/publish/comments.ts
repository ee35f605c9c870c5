import { z } from "zod";
import { type Answer, call, type Method } from "./call";
import { waitAfter } from "./decisions";
import { Refusal } from "./errors";
import type { Place } from "./place";
import { marker } from "../report/markdown";

/** The most comments that GitHub gives in a page. */
const pageSize = 100;

/** Pages that never end are left after this many: GitHub lets a pull request have 2,500 comments. */
const mostPages = 100;

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  /** null where the account is gone. */
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
});
export type Comment = z.infer<typeof comment>;

const commentPage = z.array(comment);
const written = z.object({ html_url: z.string() });
const viewer = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) });

/**
 * Whether a comment is the report of an earlier run. Anybody can write the marker into a comment of theirs, and a token
 * that may write can change that as well: so only what the token's own account wrote counts. Where it is not known
 * which that is, the token is an app's, and what a person wrote does not count.
 *
 * @param author login of the token's account, "github-actions[bot]"
 */
export const isOurs = ({ body, user }: Comment, author: string | undefined): boolean =>
  (body ?? "").startsWith(marker) && (author === undefined ? user?.type === "Bot" : user?.login === author);

/** The comments of one pull request. Every method throws a Refusal where GitHub does not answer as it should. */
export class Comments {
  private readonly repository: string;
  private readonly list: string;

  constructor(private readonly place: Place) {
    this.repository = `${place.api}/repos/${place.repository}`;
    this.list = `${this.repository}/issues/${place.pull}/comments`;
  }

  /**
   * The login of the token's account; undefined where GitHub does not tell. GraphQL is asked, since REST does not tell
   * an app's token, such as that of a job, who it is.
   */
  async author(): Promise<string | undefined> {
    const answer = await this.ask("POST", this.place.graphql, { query: "query { viewer { login } }" });
    const told = viewer.safeParse(answer.body);
    if (told.success) return told.data.data.viewer.login;
    // Not to be told now is another thing than not to be told at all.
    if (answer.status === 401 || waitAfter(answer, 1) !== undefined) throw new Refusal(answer);
    return undefined;
  }

  /** All comments, oldest first, a page at a time and only as far as they are wanted. */
  async *all(): AsyncGenerator<Comment> {
    for (let page = 1; page <= mostPages; page++) {
      const answer = await this.ask("GET", `${this.list}?per_page=${pageSize}&page=${page}`);
      yield* read(answer, 200, commentPage);
      // The address of the next page is our own: the token goes to no host that an answer names.
      if (!/\brel="?next\b/.test(answer.headers.get("link") ?? "")) return;
    }
  }

  /** @returns the new comment's address, for a browser */
  async create(body: string): Promise<string> {
    return read(await this.ask("POST", this.list, { body }), 201, written).html_url;
  }

  /** @returns the comment's address, for a browser */
  async update(id: number, body: string): Promise<string> {
    return read(await this.ask("PATCH", `${this.repository}/issues/comments/${id}`, { body }), 200, written).html_url;
  }

  private ask(method: Method, url: string, body?: unknown): Promise<Answer> {
    return call(method, url, this.place.token, body);
  }
}

function read<T>(answer: Answer, status: number, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(answer.body);
  if (answer.status !== status || !parsed.success) throw new Refusal(answer);
  return parsed.data;
}
