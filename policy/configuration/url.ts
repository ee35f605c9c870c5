/** Scheme and host of a URL without TLS to another machine, "http://tempo:4318": neither path nor password. */
export function plaintextUrl(text: string | undefined): string | undefined {
  const [, host] = /^http:\/\/(?:[^/?#]*@)?([^/?#@]+)/i.exec(text?.trim() ?? "") ?? [];
  return host === undefined || isLoopback(host) ? undefined : `http://${host}`;
}

export const isLoopback = (address: string): boolean =>
  /^(localhost|127\.[0-9.]+|\[::1\])(:|$)/i.test(address.replace(/^[a-z]+:\/\//i, ""));
