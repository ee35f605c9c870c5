import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import { Alloy } from "./alloy";
import { Certificates } from "./certificates";
import { namespace, stackLabels } from "./kubernetes";
import { Loki } from "./loki";
import { Mimir } from "./mimir";
import { Network } from "./network";
import { Obi } from "./obi";
import { Tempo } from "./tempo";
import { certificateSecret } from "./tls-files";
import { connection, endpoint, type Wiring, wiring, workload } from "./wiring";

export interface ObservabilityPlatformArgs {
  settings: Settings;
}

/** What a person or another program needs to know of a stack that is up. */
export interface PlatformOutputs {
  /** Where to send and where to query, from within the cluster. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly namespaces: { readonly backends: string; readonly agents: string };
  /** Whose data there is, by the name that X-Scope-OrgID must hold; none where tenants are not kept apart. */
  readonly tenants: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  /** Commands that open each component's pages on this machine, and one that shows whom to trust with TLS. */
  readonly commands: Readonly<Record<string, string>>;
}

/** The whole stack: OBI on every node, Alloy as the gateway, Tempo, Mimir and Loki as the backends. */
export class ObservabilityPlatform extends pulumi.ComponentResource implements PlatformOutputs {
  readonly endpoints: PlatformOutputs["endpoints"];
  readonly namespaces: PlatformOutputs["namespaces"];
  readonly tenants: PlatformOutputs["tenants"];
  readonly versions: PlatformOutputs["versions"];
  readonly commands: PlatformOutputs["commands"];

  constructor(name: string, { settings }: ObservabilityPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:ObservabilityPlatform", name, {}, opts);
    const child = { parent: this };
    const wires = wiring(settings);
    const labels = stackLabels(settings);

    const agents = namespace(
      `${name}-agents`,
      { name: settings.namespaces.agents, labels, podSecurity: "privileged" },
      child,
    );
    const backends = namespace(
      `${name}-backends`,
      { name: settings.namespaces.backends, labels, podSecurity: "restricted" },
      // The volumes' claims go with it.
      { ...child, protect: settings.protect },
    );
    const namespaces = { agents, backends };
    const certificates = new Certificates(`${name}-certificates`, { settings, wiring: wires, namespaces }, child);
    new Network(`${name}-network`, { settings, wiring: wires, namespaces }, child);
    // A pod cannot start before its certificate is there.
    const proven = { ...child, dependsOn: [certificates] };
    const inAgents = { settings, wiring: wires, namespace: agents };
    const inBackends = { settings, wiring: wires, namespace: backends };

    new Tempo(`${name}-tempo`, inBackends, proven);
    new Mimir(`${name}-mimir`, inBackends, proven);
    new Loki(`${name}-loki`, inBackends, proven);
    new Alloy(`${name}-alloy`, inBackends, proven);
    new Obi(`${name}-obi`, inAgents, proven);

    const queries = (["tempo", "mimir", "loki"] as const).map((store) => connection(wires, "readers", store, "http"));
    const [traces, metrics, logs] = queries;
    this.endpoints = {
      "otlp-grpc": endpoint(connection(wires, "applications", "alloy", "otlp-grpc")),
      "otlp-http": endpoint(connection(wires, "applications", "alloy", "otlp-http")),
      traces: endpoint(traces),
      metrics: `${endpoint(metrics)}/prometheus`,
      logs: endpoint(logs),
    };
    this.tenants = settings.tenancy.enabled
      ? [settings.tenancy.default, ...Object.keys(settings.tenancy.tenants).sort()]
      : [];
    this.namespaces = settings.namespaces;
    this.versions = Object.fromEntries(
      (["obi", "alloy", "tempo", "mimir", "loki"] as const).map((component) => [
        component,
        settings[component].version,
      ]),
    );
    const pages = [connection(wires, "readers", "alloy", "http"), ...queries].map(
      ({ to: { name, component, namespace, ports } }) => [
        component,
        `kubectl -n ${namespace} port-forward service/${name} ${ports.http.number}`,
      ],
    );
    this.commands = Object.fromEntries([...pages, ...authorityCommand(settings, wires)]) as Record<string, string>;
    this.registerOutputs({
      endpoints: this.endpoints,
      namespaces: this.namespaces,
      tenants: this.tenants,
      versions: this.versions,
      commands: this.commands,
    });
  }
}

/** What shows the authority that signs: whoever calls the stack must trust it. */
function authorityCommand(settings: Settings, wires: Wiring): [string, string][] {
  if (!settings.tls.enabled) return [];
  const alloy = workload(wires, "alloy");
  const secret = certificateSecret(settings, alloy);
  return [
    ["authority", `kubectl -n ${alloy.namespace} get secret ${secret} -o jsonpath='{.data.ca\\.crt}' | base64 -d`],
  ];
}
