import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the stand-in answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string } | null;
  body: string | null;
}

export const bot = { login: "github-actions[bot]", type: "Bot" };
export const person = { login: "somebody", type: "User" };

/**
 * A stand-in for GitHub's API, on loopback: it knows what `npm run comment` asks for, of pull request 7 of shop/web. Its
 * fields may be changed while it runs.
 */
export class GitHubStandIn {
  /** What was asked, in order: "GET /repos/shop/web/issues/7/comments?per_page=100&page=1". */
  readonly asked: string[] = [];
  readonly comments: Comment[] = [];
  /** The account of the token; undefined for a GitHub that does not tell. */
  account: typeof bot | undefined = bot;
  /** What goes before its own answers, as from a GitHub in trouble; undefined where nothing does. */
  trouble: (question: string) => Reply | undefined = () => undefined;

  private constructor(
    private readonly server: Server,
    /** "http://127.0.0.1:40123" */
    readonly address: string,
    /** Whoever comes with another one is not let in. */
    private readonly token: string,
  ) {}

  static async start(token: string): Promise<GitHubStandIn> {
    // A proxy that this machine may need is not asked for it.
    vi.stubEnv("no_proxy", "127.0.0.1");
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const standIn = new GitHubStandIn(server, address, token);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => void standIn.serve(request, response));
    return standIn;
  }

  async stop(): Promise<void> {
    await new Promise((done) => {
      this.server.close(done);
      this.server.closeAllConnections();
    });
  }

  /** A comment that is there already. */
  add(user: Comment["user"], body: string | null): void {
    this.comments.push({ id: this.comments.length + 1, user, body });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question = `${request.method} ${request.url}`;
    this.asked.push(question);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = JSON.parse(Buffer.concat(chunks).toString() || "{}") as { body?: string };
    const allowed = request.headers.authorization === `Bearer ${this.token}`;
    const reply = allowed
      ? (this.trouble(question) ?? this.answer(question, sent.body ?? ""))
      : refusal(401, "Bad credentials");
    response.writeHead(reply.status, reply.headers);
    response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
  }

  private answer(question: string, text: string): Reply {
    const [method, path] = question.split(" ");
    const { pathname, searchParams } = new URL(path, this.address);
    if (pathname === "/graphql") return this.viewer();
    const [, id] = /^\/repos\/shop\/web\/issues\/comments\/([0-9]+)$/.exec(pathname) ?? [];
    const there = this.comments.find((comment) => comment.id === Number(id));
    const list = pathname === "/repos/shop/web/issues/7/comments";
    if (method === "GET" && list)
      return this.page(Number(searchParams.get("page")), Number(searchParams.get("per_page")));
    if (text.length > 65_536) return tooLong;
    if (method === "PATCH" && there) {
      there.body = text;
      return { status: 200, body: this.shown(there) };
    }
    if (method !== "POST" || !list) return refusal(404, "Not Found");
    this.add(this.account ?? bot, text);
    return { status: 201, body: this.shown(this.comments[this.comments.length - 1]) };
  }

  private viewer(): Reply {
    if (!this.account) return refusal(404, "Not Found");
    return { status: 200, body: { data: { viewer: { login: this.account.login } } } };
  }

  private page(page: number, size: number): Reply {
    const next = `<https://elsewhere.example/comments?page=${page + 1}>; rel="next"`;
    const first = '<https://elsewhere.example/comments?page=1>; rel="first"';
    const more = page * size < this.comments.length;
    return {
      status: 200,
      headers: { link: more ? `${first}, ${next}` : first },
      body: this.comments.slice((page - 1) * size, page * size).map((comment) => this.shown(comment)),
    };
  }

  private shown = (comment: Comment) => ({ ...comment, html_url: `https://github.com/shop/web/pull/7#${comment.id}` });
}

export const refusal = (status: number, message: string, headers: Reply["headers"] = {}): Reply => ({
  status,
  headers,
  body: { message, documentation_url: "https://docs.github.com/rest" },
});

const tooLong: Reply = {
  status: 422,
  body: {
    message: "Validation Failed",
    errors: [
      { resource: "IssueComment", code: "unprocessable", message: "Body is too long (maximum is 65536 characters)" },
    ],
  },
};
