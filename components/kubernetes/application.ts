import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";
import type { Wiring } from "../wiring";
import { clusterRole, type Rule } from "./cluster-role";
import { checksums } from "./config";
import type { EnvVar } from "./container";
import { applicationLabels } from "./labels";
import { type Member, workload } from "./workload";

/** What every component of the stack is made from. */
export interface ComponentArgs {
  settings: Settings;
  wiring: Wiring;
  namespace: k8s.core.v1.Namespace;
}

/** What a component is made from that has objects beside every workload. */
export interface StackArgs {
  settings: Settings;
  wiring: Wiring;
  namespaces: Readonly<Record<"agents" | "backends", k8s.core.v1.Namespace>>;
}

/** The namespace of that name. */
export const homeOf = ({ settings, namespaces }: StackArgs, name: string): k8s.core.v1.Namespace =>
  name === settings.namespaces.agents ? namespaces.agents : namespaces.backends;

/** A file that pods mount from a ConfigMap. */
export interface ConfigFile {
  readonly directory: string;
  readonly name: string;
  readonly text: string;
}

export interface ApplicationArgs extends ComponentArgs {
  /** Its name in the cluster; its ServiceAccount's, and the beginning of every other. */
  readonly name: string;
  readonly image: string;
  /** User and group of the processes and of their files. */
  readonly user: number;
  readonly env?: readonly EnvVar[];
  /** What the processes read when they start; a change of its text rolls the pods. */
  readonly config: ConfigFile;
  /** What they read again by themselves; a change rolls nothing. */
  readonly liveConfig?: ConfigFile;
  /** HTTP path that answers 200 once a process can do its work. */
  readonly readyPath: string;
  /** HTTP path that answers 200 as long as a process answers at all, whatever its neighbours do. */
  readonly alivePath: string;
  /** What the processes ask of the API server; nothing when not set, and then they get no token either. */
  readonly apiAccess?: readonly Rule[];
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** What runs: one program, or the parts of one. */
  readonly members: readonly Member[];
}

/**
 * Programs of one image that share a configuration and an identity, under Pod Security level `restricted`, as children
 * of the component that calls this.
 *
 * @param name logical name; children's begin with it
 */
export function application(name: string, args: ApplicationArgs, parent: pulumi.Resource): void {
  const { settings } = args;
  // What is in a namespace goes with it: a destroy need not take it out piece by piece.
  const child = { parent, deletedWith: args.namespace };
  const namespace = args.namespace.metadata.name;
  const labels = applicationLabels(settings, args.name);
  const metadata = { namespace, labels };

  const annotations = args.serviceAccountAnnotations ?? {};
  const serviceAccount = new k8s.core.v1.ServiceAccount(
    name,
    {
      metadata: {
        ...metadata,
        name: args.name,
        // An empty map would not come back from the API server, and show as a difference for ever.
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      },
      automountServiceAccountToken: false,
    },
    child,
  );
  if (args.apiAccess) {
    clusterRole(
      name,
      {
        name: `mop-${settings.stack}-${args.name}`,
        labels,
        rules: args.apiAccess,
        serviceAccount: { name: serviceAccount.metadata.name, namespace },
      },
      { parent },
    );
  }
  const configMap = (suffix: string, file: ConfigFile) =>
    new k8s.core.v1.ConfigMap(
      `${name}-${suffix}`,
      { metadata: { ...metadata, name: `${args.name}-${suffix}` }, data: { [file.name]: file.text } },
      child,
    ).metadata.name;
  const mounts = [
    { name: "config", directory: args.config.directory, configMap: configMap("config", args.config) },
    ...(args.liveConfig
      ? [
          {
            name: "overrides",
            directory: args.liveConfig.directory,
            configMap: configMap("overrides", args.liveConfig),
          },
        ]
      : []),
  ];
  for (const member of args.members) {
    workload(
      name + member.workload.name.slice(args.name.length),
      {
        ...args,
        member,
        mounts,
        annotations: checksums(settings, member.workload, args.config.text),
        serviceAccountName: serviceAccount.metadata.name,
      },
      child,
    );
  }
}
