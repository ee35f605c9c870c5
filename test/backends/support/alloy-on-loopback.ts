import { here, mountedTls, soon } from "./on-loopback";

/** Everything in which Alloy of the tests differs from Alloy in a pod, and why, as on-loopback.ts says it of backends. */

/** Where Alloy listens, and where those are that it calls. */
export interface AlloyPlace {
  readonly http: number;
  readonly otlpGrpc: number;
  readonly otlpHttp: number;
  readonly folder: string;
  readonly configFile: string;
  readonly kubeconfig: string;
  /** "host:port" for each Service by its name. */
  readonly services: Readonly<Record<string, string>>;
  /** "host:port" of each replica that spans are shared out among. */
  readonly samplers?: readonly string[];
  /** Takes the place of /etc/tls; none in a stack without TLS. */
  readonly tls?: string;
}

/** A test cannot wait for the minutes between scrapes, of which none may take longer than it is to the next. */
const scraped = `scrape_interval = "3s"\nscrape_timeout = "3s"`;

/** Blocks that call the API server: a pod has an account for it, a process is told of another server in a file. */
const callers: readonly (readonly [block: string, setting: (kubeconfig: string) => string])[] = [
  [`otelcol.processor.k8sattributes "all"`, () => `auth_type = "kubeConfig"`],
  [`discovery.kubernetes "pods"`, (file) => `kubeconfig_file = "${file}"`],
  [`discovery.kubernetes "stack"`, (file) => `kubeconfig_file = "${file}"`],
  [`loki.source.kubernetes "pods"`, (file) => `client {\n kubeconfig_file = "${file}"\n}`],
  [`loki.source.kubernetes_events "events"`, (file) => `client {\n kubeconfig_file = "${file}"\n}`],
];

export function alloyOnLoopback(text: string, place: AlloyPlace): string {
  const { otlpGrpc, otlpHttp, kubeconfig, services, samplers, tls = mountedTls } = place;
  const atPorts = text
    .replaceAll(mountedTls, tls)
    .replaceAll(/\b(reload_interval *)= "1m"/g, `$1= "${soon}"`)
    .replaceAll(/\bscrape_timeout *= .*\n/g, "")
    .replaceAll(/\bscrape_interval *= .*/g, scraped)
    .replace(`"0.0.0.0:4317"`, `"${here}:${otlpGrpc}"`)
    .replace(`"0.0.0.0:4318"`, `"${here}:${otlpHttp}"`);
  const withAccess = callers.reduce(
    (config, [block, setting]) => config.replace(`${block} {\n`, `${block} {\n${setting(kubeconfig)}\n`),
    atPorts,
  );
  // Pods share a name of DNS and a port; processes share an address, and are told apart by port.
  const toSamplers = withAccess.replace(
    /\bdns \{\n\s+hostname[^}]*\}/,
    `static {\n hostnames = [${(samplers ?? []).map((address) => `"${address}"`).join(", ")}]\n}`,
  );
  return toSamplers.replace(/([a-z-]+)\.observability-[a-z]+\.svc:\d+/g, (address, service: string) => {
    if (!(service in services)) throw new Error(`nothing on loopback stands for ${address}`);
    // By a name, as pods do it: a backend shows a renewed certificate only to those who ask for it by name.
    return tls === mountedTls ? services[service] : services[service].replace(here, "localhost");
  });
}

/** What Alloy's container is started with, but for its folders, its port and replicas that are found by DNS. */
export const alloyArgs = (args: readonly string[], { http, folder, configFile, tls }: AlloyPlace): string[] =>
  args
    .filter((arg) => !arg.startsWith("--cluster.join-addresses="))
    .map((arg) => {
      if (tls !== undefined && arg.startsWith("--cluster.tls-")) return arg.replace(mountedTls, tls);
      if (arg === "/etc/alloy/config.alloy") return configFile;
      if (arg.startsWith("--storage.path=")) return `--storage.path=${folder}`;
      if (arg.startsWith("--server.http.listen-addr=")) return `--server.http.listen-addr=${here}:${http}`;
      return arg === "--cluster.enabled=true" ? `${arg} --cluster.advertise-address=${here}:${http}` : arg;
    })
    .flatMap((arg) => arg.split(" "));
