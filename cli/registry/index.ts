import { createHash } from "node:crypto";
import { z } from "zod";
import { type Address, addressOf } from "./address";
import type { Answer } from "../../http";
import { jsonOf } from "./answer";
import { Refusal, refused, unfit, Unreachable } from "./refusal";
import { request } from "./request";
import { anonymousToken } from "./token";

/**
 * The door of this folder: one repository of a registry, asked without credentials by the OCI distribution API
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md).
 */
export { Refusal, Unreachable };

/** Lists first: one digest then stands for all architectures. */
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** Tags per page: the most that the reference implementation gives. */
const pageSize = 1_000;

/** A registry whose pages never end is left after this many. */
const mostPages = 100;

const tagPage = z.object({ tags: z.array(z.string()).nullable() });

export class Repository {
  private readonly address: Address;
  private token: string | undefined;

  /** @param repository registry host and name, "docker.io/grafana/loki" */
  constructor(repository: string) {
    this.address = addressOf(repository);
  }

  /**
   * The digest of a tag's manifest list, or of its manifest where it has but one: "sha256:<64 hex digits>". Of a digest
   * it says whether the registry has it.
   * @throws Refusal
   */
  async digest(tagOrDigest: string): Promise<string> {
    const url = `${this.api}/manifests/${tagOrDigest}`;
    const accept = manifestTypes.join(", ");
    // HEAD, as Docker Hub counts a GET as a pull, and pulls are limited.
    const head = await this.ask("HEAD", url, accept);
    const given = head.headers.get("docker-content-digest") ?? "";
    return /^sha256:[0-9a-f]{64}$/.test(given) ? given : digestOf(await this.ask("GET", url, accept));
  }

  /**
   * All its tags, in the registry's order.
   * @throws Refusal
   */
  async tags(): Promise<string[]> {
    const tags: string[] = [];
    const first = `${this.api}/tags/list?n=${pageSize}`;
    let url: string | undefined = first;
    for (let page = 1; page <= mostPages; page++) {
      const answer = await this.ask("GET", url, "application/json");
      const parsed = tagPage.safeParse(jsonOf(answer));
      if (!parsed.success) throw unfit(answer, "without a list of tags");
      tags.push(...(parsed.data.tags ?? []));
      url = this.nextPage(answer);
      if (url === undefined) return tags;
    }
    throw new Refusal(`GET ${first}`, `more than ${mostPages} pages`, "what is newest cannot be known there");
  }

  private get api(): string {
    return `${this.address.base}/v2/${this.address.name}`;
  }

  /** Asks, after fetching a token where that is wanted or where the one at hand has expired. */
  private async ask(method: "GET" | "HEAD", url: string, accept: string): Promise<Answer> {
    const send = () => request(method, url, { accept, ...(this.token && { authorization: `Bearer ${this.token}` }) });
    let answer = await send();
    if (answer.status === 401) {
      this.token = await anonymousToken(answer, this.address.name);
      answer = await send();
    }
    if (answer.status !== 200) throw refused(answer);
    return answer;
  }

  /** The URL that the answer's Link header names as next, on this registry whatever host it names. */
  private nextPage(answer: Answer): string | undefined {
    const [, target] = /<([^>]*)>\s*;[^,]*\brel="?next\b/.exec(answer.headers.get("link") ?? "") ?? [];
    if (target === undefined) return undefined;
    if (!URL.canParse(target, answer.url)) throw unfit(answer, `with ${target} as next page`);
    // Registries behind a proxy name themselves by http, or by a host that only they know.
    const { pathname, search } = new URL(target, answer.url);
    return `${this.address.base}${pathname}${search}`;
  }
}

/** The digest of a manifest, computed. @throws Refusal where it is none, but some page of a proxy */
function digestOf(manifest: Answer): string {
  const type = manifest.headers.get("content-type")?.split(";")[0].trim() ?? "nothing";
  if (!manifestTypes.includes(type)) throw unfit(manifest, `but ${type} instead of a manifest`);
  return `sha256:${createHash("sha256").update(manifest.body).digest("hex")}`;
}
