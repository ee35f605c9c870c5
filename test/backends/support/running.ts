import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onPath } from "../../../lab/tools";
import { apiServer, type Pod } from "./api-server";
import type { Life } from "./authority";
import { alloyArgs, alloyOnLoopback } from "./alloy-on-loopback";
import { lokiOnLoopback, mimirOnLoopback, tempoOnLoopback } from "./on-loopback";
import { freePorts } from "./ports";
import type { Bench, Program } from "./program";
import type { Rendered } from "./rendered";
import { s3Access } from "./storage";
import { type TlsFolder, tlsFolder } from "./tls-folder";

export { objectStorage } from "./storage";

/** The programs as the tests start them: with what was generated, where there is room on this machine. */

/** A process of a backend. */
export interface Backend extends Program {
  readonly url: string;
  /** "host:port", for Alloy. */
  readonly address: string;
  readonly ports: Readonly<Record<"http" | "grpc" | "gossip" | "otlp", number>>;
  /** None in a stack without TLS. */
  readonly tls?: TlsFolder;
}

const onLoopback = { loki: lokiOnLoopback, mimir: mimirOnLoopback, tempo: tempoOnLoopback };

export type BackendName = keyof typeof onLoopback;

/** The file of what tenants have of their own, as the backend of this name reads it. */
export const overridesFile = (bench: Bench, backend: BackendName): string =>
  join(bench.folder, `${backend}-tenants.yaml`);

const scheme = (tls: TlsFolder | undefined) => (tls ? "https" : "http");

export interface BackendOptions {
  readonly replicas?: number;
  readonly args?: readonly string[];
  /** Full path of a program that takes the place of the backend's own. */
  readonly program?: string;
  /** Of the certificates that they start with. */
  readonly life?: Life;
  /** What takes the place of their certificates, when they are to be somebody else's. */
  readonly intruder?: {
    readonly files: Readonly<Record<string, string>>;
    readonly ca: string;
    readonly joins: number[];
  };
  /** Laid over the text of the configuration, where a test breaks something on purpose. */
  readonly change?: (text: string) => string;
}

/** As many processes of a backend as it has replicas, all ready. */
export async function backend(
  bench: Bench,
  rendered: Rendered,
  name: BackendName,
  { replicas = 1, args = [], program: standIn, life, intruder, change = (text) => text }: BackendOptions = {},
): Promise<Backend[]> {
  const overrides = rendered.has(`${name}-overrides`) ? overridesFile(bench, name) : undefined;
  if (overrides !== undefined) writeFileSync(overrides, rendered.file(`${name}-overrides`, "tenants.yaml"));
  const ports = await Promise.all(Array.from({ length: replicas }, () => freePorts("http", "grpc", "gossip", "otlp")));
  const joins = intruder?.joins ?? (replicas > 1 ? ports.map(({ gossip }) => gossip) : undefined);
  return Promise.all(
    ports.map(async (own, number) => {
      const id = intruder ? `${name}-intruder-${own.http}` : `${name}-${number}`;
      const folder = join(bench.folder, id);
      mkdirSync(folder);
      const tls = await tlsFolder(bench, rendered, name, { name: id, life });
      if (intruder) tls?.put({ ...tls.files, ...intruder.files });
      const place = { ...own, folder, overrides, replicas: joins, tls: tls?.path };
      const file = join(bench.folder, `${id}.yaml`);
      writeFileSync(file, change(onLoopback[name](rendered.file(`${name}-config`, `${name}.yaml`), place)));
      const url = `${scheme(tls)}://127.0.0.1:${own.http}`;
      const program = await bench.start(id, name, {
        args: [`-config.file=${file}`, ...args],
        env: s3Access,
        ready: `${url}/ready`,
        ca: intruder?.ca,
        path: standIn ?? (name === "tempo" ? onPath("tempo") : undefined),
      });
      return { ...program, url, address: `127.0.0.1:${name === "tempo" ? own.otlp : own.http}`, ports: own, tls };
    }),
  );
}

export interface Alloy extends Program {
  /** Where OTLP is taken in over HTTP. */
  readonly url: string;
  /** "host:port" where OTLP is taken in over gRPC. */
  readonly address: string;
  /** Its own metrics and state. */
  readonly page: string;
  readonly ports: Readonly<Record<"http" | "otlpGrpc" | "otlpHttp", number>>;
  /** None in a stack without TLS. */
  readonly tls?: TlsFolder;
}

export interface AlloyOptions {
  readonly name?: string;
  /** Which of Alloy's workloads it is: "alloy", or "alloy-receiver". */
  readonly workload?: string;
  /** "host:port" for each Service by its name. */
  readonly services: Readonly<Record<string, string>>;
  readonly samplers?: readonly string[];
  readonly pods?: readonly Pod[];
  /** Of the certificate that it starts with. */
  readonly life?: Life;
  /** The pods that it is among, when it is to watch over the stack; by the number of its page's port. */
  readonly stack?: (page: number) => readonly Pod[];
  /** Where a test breaks something on purpose. */
  readonly change?: (text: string) => string;
}

export async function alloy(bench: Bench, rendered: Rendered, options: AlloyOptions): Promise<Alloy> {
  const {
    workload = "alloy",
    name = workload,
    services,
    samplers,
    pods = [],
    stack,
    life,
    change = (text) => text,
  } = options;
  const ports = await freePorts("http", "otlpGrpc", "otlpHttp");
  const folder = join(bench.folder, name);
  mkdirSync(folder);
  const tls = await tlsFolder(bench, rendered, workload, { name, life });
  const { kubeconfig, stop } = await apiServer([...pods, ...(stack?.(ports.http) ?? [])], folder);
  bench.uses(stop);
  const configFile = join(folder, "config.alloy");
  const place = { ...ports, folder, configFile, kubeconfig, services, samplers, tls: tls?.path };
  writeFileSync(configFile, change(alloyOnLoopback(rendered.file(`${workload}-config`, "config.alloy"), place)));
  const page = `${scheme(tls)}://127.0.0.1:${ports.http}`;
  const program = await bench.start(name, "alloy", {
    args: alloyArgs(rendered.workloads("alloy").get(workload) ?? [], place),
    env: { KUBECONFIG: kubeconfig },
    ready: `${page}/-/ready`,
  });
  return {
    ...program,
    url: `${scheme(tls)}://127.0.0.1:${ports.otlpHttp}`,
    address: `127.0.0.1:${ports.otlpGrpc}`,
    page,
    ports,
    tls,
  };
}
