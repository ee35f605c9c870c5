/** Where a registry answers, and by which name it knows a repository. */
export interface Address {
  /** "https://registry-1.docker.io" */
  readonly base: string;
  /** "grafana/loki" */
  readonly name: string;
}

const loopback = /^(localhost|127(\.[0-9]+){3}|\[::1\])(:[0-9]+)?$/;

/**
 * The address of "docker.io/grafana/loki". As for Docker, "docker.io" stands for another host and an image without an
 * owner for the owner "library", and a registry on loopback is asked by http, any other by https.
 */
export function addressOf(repository: string): Address {
  const [host, ...path] = repository.split("/");
  const name = path.join("/");
  if (host === "docker.io") {
    return { base: "https://registry-1.docker.io", name: path.length > 1 ? name : `library/${name}` };
  }
  return { base: `${loopback.test(host) ? "http" : "https"}://${host}`, name };
}
