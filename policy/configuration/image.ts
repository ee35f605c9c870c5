import type { Field } from "../judge/field";

/** An image reference in its parts (distribution/reference). */
export interface Image {
  /** "docker.io" where the reference names none. */
  readonly registry: string;
  /** Without the registry: "library/nginx". */
  readonly repository: string;
  readonly tag?: string;
  /** "sha256:…" */
  readonly digest?: string;
}

/** Undefined where a container names no image, or not in the way of one. */
export function imageOf(container: Field): Image | undefined {
  const text = container.at("image").text ?? "";
  const [, path, tag, digest] =
    /^([A-Za-z0-9][\w.\-/]*(?::[0-9]+\/[\w.\-/]+)?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]+))?$/.exec(text) ??
    [];
  if (path === undefined) return undefined;
  const [first, ...rest] = path.split("/");
  const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const registry = named ? first : "docker.io";
  const repository = named ? rest.join("/") : path;
  return {
    registry,
    repository: registry === "docker.io" && !repository.includes("/") ? `library/${repository}` : repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The whole of it, "docker.io/library/nginx:1.29". */
export const imageText = ({ registry, repository, tag, digest }: Image): string =>
  `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
