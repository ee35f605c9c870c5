const hostAndPort = /^(\[[0-9a-f:.]+\]|[^:@[\]]+)(:[0-9]+|:\$[({]\w+[)}])?$/i;

/**
 * A URL without TLS to another machine, as far as it can be shown: "http://tempo:4318/…", without path and password;
 * "http://…" where it cannot be told what is the host.
 */
export function plaintextUrl(text: string | undefined): string | undefined {
  const [, host, rest] = /^http:\/\/(?:[^/?#]*@)?([^/?#@,\s]+)([^]*)$/i.exec(text?.trim() ?? "") ?? [];
  if (host === undefined || isLoopback(host)) return undefined;
  if (!hostAndPort.test(host) || rest.includes("@")) return "http://…";
  return `http://${host}${/^\/?$/.test(rest) ? "" : "/…"}`;
}

export const isLoopback = (address: string): boolean =>
  /^(localhost|127\.[0-9.]+|\[::1\])(:|$)/i.test(address.replace(/^[a-z]+:\/\//i, ""));

/**
 * By the name of a setting, whether its URL is one that nothing here calls in plaintext: a name, a link, an origin that
 * browsers tell, or a proxy, which hands on TLS as it is.
 */
export const isNoCall = (name: string): boolean =>
  /(^|[_.-])((https?|all|no)_proxy|proxy_url|schema_url|runbook_url|allowed_origins)$|^\$(schema|id)$/i.test(name);
