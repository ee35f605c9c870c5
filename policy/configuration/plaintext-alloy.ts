import { type Block, everyBlock, quotedTexts } from "./alloy";
import type { Plaintext } from "./plaintext";
import { isLoopback, isNoCall, plaintextUrl } from "./url";

const certificate = '{ cert_file = "/etc/tls/tls.crt", key_file = "/etc/tls/tls.key" }';

/** In a configuration of Alloy: its own server, its receivers, its scrapes, and whatever it sends to. */
export function* plaintextInAlloy(blocks: readonly Block[]): Iterable<Plaintext> {
  yield* ownServer(blocks);
  for (const { block, path } of everyBlock(blocks)) {
    const [component] = path.split(" ");
    if (isReceiver(component) && isPort(path, block)) yield* port(block, path);
    if (block.name === "prometheus.scrape") yield* scrape(block, path);
    yield* settings(block, path, component);
  }
}

/** Its HTTP server, which shows the configuration and takes in commands. A file without components is a fragment. */
function* ownServer(blocks: readonly Block[]): Iterable<Plaintext> {
  if (!blocks.some(({ name }) => name.includes("."))) return;
  const tls = blocks.find(({ name }) => name === "http")?.blocks.find(({ name }) => name === "tls");
  if (hasCertificate(tls)) return;
  yield { hop: "server", found: "Alloy's own HTTP server has no certificate", fix: `http { tls ${certificate} }` };
}

const hasCertificate = (tls: Block | undefined): boolean =>
  ["cert", "key"].every((part) => [`${part}_file`, `${part}_pem`].some((name) => name in (tls?.attributes ?? {})));

const isReceiver = (component: string): boolean =>
  /^(otelcol\.receiver\.\w+|loki\.source\.api|prometheus\.receive_http)$/.test(component);

/** Blocks that open a port: `grpc` and `http`, in a receiver or below its `protocols`. */
const isPort = (path: string, { name }: Block): boolean =>
  /^(grpc|http|thrift_http)$/.test(name) && /^[^>]+( > protocols)? > \w+$/.test(path);

function* port({ attributes, blocks }: Block, path: string): Iterable<Plaintext> {
  const [address = ""] = quotedTexts(attributes.endpoint ?? attributes.listen_address ?? "");
  if (isLoopback(address) || hasCertificate(blocks.find(({ name }) => name === "tls"))) return;
  yield { hop: "server", found: `${path} has no certificate`, fix: `${path} { tls ${certificate} }` };
}

/** Over http unless it says otherwise; exporters within Alloy are asked without a network. */
function* scrape({ attributes: { targets = "", ...attributes } }: Block, path: string): Iterable<Plaintext> {
  const addresses = [...targets.matchAll(/__address__"? = "([^"]*)"/g)].map(([, address]) => address);
  if (/^prometheus\.exporter\./.test(targets) || (addresses.length > 0 && addresses.every(isLoopback))) return;
  if (quotedTexts(attributes.scheme ?? "")[0] === "https") return;
  yield { hop: "client", found: `${path} asks over http`, fix: `${path} { scheme = "https" }` };
}

function* settings({ attributes }: Block, path: string, component: string): Iterable<Plaintext> {
  const hop = /^otelcol\.exporter\./.test(component) ? "otlp" : "client";
  for (const [name, expression] of Object.entries(attributes)) {
    if (/^insecure$|insecure_skip_verify$/.test(name) && expression === "true") {
      yield { hop, found: `${path} has ${name} = true`, fix: `${path} { ${name} = false }` };
    }
    if (isNoCall(name)) continue;
    for (const url of quotedTexts(expression).flatMap((text) => plaintextUrl(text) ?? [])) {
      yield {
        hop,
        found: `${path} has ${name} = "${url}"`,
        fix: `${path} { ${name} = "${url.replace("http:", "https:")}" }`,
      };
    }
  }
}
