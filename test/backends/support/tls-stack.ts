import { parse, stringify } from "yaml";
import { merge, type Tree } from "../../../settings";
import { type Authority, type Life, ours } from "./authority";
import { hexId, logs, metrics, send, traces } from "./otlp";
import type { Bench } from "./program";
import { lines, series } from "./queries";
import { relay } from "./relay";
import { Rendered } from "./rendered";
import { alloy, backend, objectStorage } from "./running";
import { tlsFiles } from "./tls-folder";
import { traceStore } from "./trace-store";

const tenant = "staging";

/**
 * staging with one process of each, all of whose connections to each other can be cut, and all of whose certificates
 * can be replaced.
 *
 * @param life of the certificates that they start with
 */
export async function tlsStack(bench: Bench, life?: Life) {
  const { settings } = await objectStorage(bench);
  const single = { topology: "single" };
  const rendered = await Rendered.of("staging", { ...settings, mimir: single, loki: single });
  const [toMimir, mimirItself] = await ring(bench, "ingester.ring.instance_port");
  const [toLoki, lokiItself] = await ring(bench, "ingester.lifecycler.port");
  const [[loki], [mimir], tempo] = await Promise.all([
    backend(bench, rendered, "loki", { life, change: lokiItself }),
    backend(bench, rendered, "mimir", { life, change: mimirItself }),
    traceStore(bench, rendered, life),
  ]);
  const relays = {
    loki: await relay(bench, () => loki.ports.http),
    mimir: await relay(bench, () => mimir.ports.http),
    tempo: await relay(bench, () => Number(tempo.address.split(":")[1])),
  };
  const services = Object.fromEntries(Object.entries(relays).map(([name, { address }]) => [name, address]));
  const gateway = await alloy(bench, rendered, { services, life });
  // Some at a time: Tempo refuses a hundred questions at once.
  const spans = async (numbers: readonly number[]): Promise<string[]> => {
    if (numbers.length === 0) return [];
    const some = numbers.slice(0, 20).map((number) => tempo.trace(tenant, hexId(number, 32)));
    const found = (await Promise.all(some)).flat().map(({ name }) => name);
    return [...found, ...(await spans(numbers.slice(20)))];
  };
  const parts = { alloy: gateway, loki, mimir, tempo };
  return {
    ...parts,
    /** Gives new keys and certificates to some, at once for each. */
    replace: async (
      names: readonly (keyof typeof parts)[],
      about: { life?: Life; authority?: Promise<Authority> } = {},
    ) => {
      const { authority = ours } = about;
      for (const name of names) {
        const files = {
          ...(await tlsFiles(rendered, name, about.life, authority)),
          "ca.crt": (await ours).certificate,
        };
        parts[name].tls?.put(files);
      }
    },
    /** Parts all of them, and tells how many connections there were, by who was called. */
    cut: () =>
      Object.fromEntries(
        Object.entries({ ...relays, "mimir by itself": toMimir, "loki by itself": toLoki }).map(([name, { cut }]) => [
          name,
          cut(),
        ]),
      ),
    /** Sends a span, a line and a series of this number to Alloy, and tells how they were answered. */
    send: async (service: string, number: number): Promise<readonly number[]> => {
      const sender = { "service.name": service };
      const span = { trace: hexId(number, 32), id: hexId(number, 16), name: `${service} ${number}` };
      return Promise.all([
        send(gateway.url, traces(sender, [span])),
        send(gateway.url, logs(sender, [`${service} ${number}`])),
        send(gateway.url, metrics(sender, service, [{ value: number, attributes: { number } }])),
      ]);
    },
    /** What of these numbers has arrived: every span, line and sample, as often as it is there. */
    arrived: async (service: string, numbers: readonly number[]) => ({
      spans: await spans(numbers),
      lines: ((await lines(loki.url, tenant, `{service_name="${service}"}`)) ?? [])
        .map(({ line }) => line)
        .sort(byNumber),
      samples: ((await series(mimir.url, tenant, `count_over_time(${service}[1h])`)) ?? [])
        .map(({ metric, value }) => `${value[1]} of ${metric.number}`)
        .sort(byNumber),
    }),
  };
}

const numberOf = (text: string) => Number(/\d+$/.exec(text)?.[0]);
const byNumber = (one: string, other: string) => numberOf(one) - numberOf(other);

/** All of these numbers, each once, in the words of `arrived`. */
export const all = (service: string, numbers: readonly number[]) => {
  const names = numbers.map((number) => `${service} ${number}`);
  return { spans: names, lines: names, samples: numbers.map((number) => `1 of ${number}`) };
};

/** A relay through which a process calls itself, as it would another of its kind; and the change that makes it do so. */
async function ring(bench: Bench, setting: string) {
  let port = 0;
  const way = await relay(bench, () => port);
  const change = (text: string) => {
    const tree = parse(text) as Tree & { server: { grpc_listen_port: number } };
    port = tree.server.grpc_listen_port;
    const changes = setting.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), way.port) as Tree;
    return stringify(merge(tree, changes));
  };
  return [way, change] as const;
}
