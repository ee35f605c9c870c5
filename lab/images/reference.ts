/** The parts of an image's reference: "localhost:5000/grafana/loki:3.7.8@sha256:…". */
export interface Reference {
  /** "localhost:5000/grafana/loki" */
  readonly repository: string;
  /** "3.7.8" */
  readonly tag?: string;
  /** "sha256:<64 hex digits>" */
  readonly digest?: string;
}

export function partsOf(reference: string): Reference {
  const [, repository, tag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(.+))?$/.exec(reference) as RegExpExecArray;
  return { repository, tag, digest };
}

/**
 * The name that a node's runtime looks for: beside a digest a tag does not count (ParseDockerRef in containerd and in
 * github.com/distribution/reference).
 */
export function nameOnNode(reference: string): string {
  const { repository, digest } = partsOf(reference);
  return digest === undefined ? reference : `${repository}@${digest}`;
}
