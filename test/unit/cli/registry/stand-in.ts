import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the stand-in answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The manifest of each tag, by repository: { "grafana/loki": { "3.7.8": "{}" } }. */
export type Repositories = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const indexType = "application/vnd.oci.image.index.v1+json";

export const sha256 = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/**
 * A stand-in for a container registry, on loopback: it knows of the distribution API what `npm run images` asks for.
 * Its fields may be changed while it runs.
 */
export class RegistryStandIn {
  /** What was asked, in order: "HEAD /v2/grafana/loki/manifests/3.7.8", with the token behind it where one came along. */
  readonly asked: string[] = [];
  /** The token without which it answers nothing; undefined lets everybody in. */
  token: string | undefined;
  /** Tags per page, whatever number is asked for. */
  pageSize = 100;
  /** What goes before its own answers, as from a registry in trouble; undefined where nothing does. */
  trouble: (method: string, path: string) => Reply | "silence" | undefined = () => undefined;

  private constructor(
    private readonly server: Server,
    public repositories: Repositories,
  ) {}

  static async start(repositories: Repositories): Promise<RegistryStandIn> {
    // A proxy that this machine may need is not asked for it.
    vi.stubEnv("no_proxy", "127.0.0.1");
    const server = createServer();
    const standIn = new RegistryStandIn(server, repositories);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => standIn.serve(request, response));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return standIn;
  }

  /** "127.0.0.1:40123" */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => {
      this.server.close(done);
      this.server.closeAllConnections();
    });
  }

  private serve({ method = "", url = "", headers }: IncomingMessage, response: ServerResponse): void {
    this.asked.push([method, url, headers.authorization].filter(Boolean).join(" "));
    const reply = this.trouble(method, url) ?? this.answer(url, headers);
    if (reply === "silence") return;
    response.writeHead(reply.status, reply.headers);
    response.end(method === "HEAD" ? undefined : reply.body);
  }

  private answer(url: string, headers: IncomingMessage["headers"]): Reply {
    const { pathname, searchParams } = new URL(url, "http://stand-in");
    if (pathname === "/token") return json({ token: this.token });
    const [, name, what, tag] = /^\/v2\/(.+)\/(manifests|tags)\/(.+)$/.exec(pathname) ?? [];
    if (this.token !== undefined && headers.authorization !== `Bearer ${this.token}`) return this.challenge(name);
    const tags = this.repositories[name];
    if (tags === undefined) return fault("NAME_UNKNOWN", "repository name not known to registry");
    if (what === "tags") return this.page(name, Object.keys(tags), Number(searchParams.get("last") ?? 0));
    if (!headers.accept?.startsWith(indexType)) return fault("MANIFEST_UNKNOWN", "OCI index found, but not accepted");
    const manifest = tags[tag] ?? Object.values(tags).find((content) => sha256(content) === tag);
    if (manifest === undefined) return fault("MANIFEST_UNKNOWN", "manifest unknown");
    return {
      status: 200,
      headers: { "content-type": indexType, "docker-content-digest": sha256(manifest) },
      body: manifest,
    };
  }

  private challenge(name: string): Reply {
    const challenge = `Bearer realm="http://${this.host}/token",service="stand-in",scope="repository:${name}:pull"`;
    return { status: 401, headers: { "www-authenticate": challenge } };
  }

  private page(name: string, tags: readonly string[], from: number): Reply {
    const to = from + this.pageSize;
    const next: Record<string, string> =
      to < tags.length ? { link: `</v2/${name}/tags/list?n=${this.pageSize}&last=${to}>; rel="next"` } : {};
    return json({ name, tags: tags.slice(from, to) }, next);
  }
}

export const json = (body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const fault = (code: string, message: string): Reply => ({
  ...json({ errors: [{ code, message, detail: null }] }),
  status: 404,
});
