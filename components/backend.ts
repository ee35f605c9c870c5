import { basename, dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { imageReference, type Tree } from "../settings";
import { brokerCredentials, isFilledIn } from "./broker";
import { application, applicationLabels, type ComponentArgs, ringLabels, service, toYaml } from "./kubernetes";
import { credentials } from "./object-storage";
import { type Role, ringed } from "./role";
import { overridesFile } from "./tenants";
import { type BackendName, ringName, workload } from "./wiring";

interface BackendArgs extends ComponentArgs {
  backend: BackendName;
  roles: readonly Role[];
  /** Its whole configuration, which all its roles read. */
  config: Tree;
  /** What tenants have of their own; read again without a restart. */
  overrides: Tree;
  /** Where it keeps everything that it writes. */
  dataFolder: string;
  /** A page that costs nothing, and that all its roles have. */
  alivePath: string;
}

/** What Tempo, Mimir and Loki have in common: one image, one YAML file, one or more roles, user 10001. */
export abstract class Backend extends pulumi.ComponentResource {
  constructor(type: string, name: string, args: BackendArgs, opts?: pulumi.ComponentResourceOptions) {
    super(type, name, {}, opts);
    const { backend, settings, wiring, namespace, roles } = args;
    const { version, bucket } = settings[backend];
    const ring = ringed(roles);
    const filledIn = isFilledIn(settings, backend);
    application(
      name,
      {
        settings,
        wiring,
        namespace,
        name: backend,
        image: imageReference(backend, version, settings.images.registry),
        user: 10001,
        env: [...(bucket === undefined ? [] : credentials(settings)), ...(filledIn ? brokerCredentials(settings) : [])],
        serviceAccountAnnotations: bucket === undefined ? {} : settings.objectStorage.serviceAccountAnnotations,
        config: { directory: `/etc/${backend}`, name: `${backend}.yaml`, text: toYaml(args.config) },
        ...(settings.tenancy.enabled
          ? {
              liveConfig: {
                directory: dirname(overridesFile(backend)),
                name: basename(overridesFile(backend)),
                text: toYaml(args.overrides),
              },
            }
          : {}),
        readyPath: "/ready",
        alivePath: args.alivePath,
        members: roles.map((role) => ({
          workload: workload(wiring, role.name),
          kind: role.kind,
          args: [
            `-config.file=/etc/${backend}/${backend}.yaml`,
            ...(filledIn ? ["-config.expand-env=true"] : []),
            ...(role.target === "all" ? [] : [`-target=${role.target}`]),
          ],
          replicas: role.replicas,
          maxReplicas: role.maxReplicas,
          resources: role.resources,
          gracePeriod: role.gracePeriod,
          data: { directory: args.dataFolder, storage: role.storage },
          // Two copies on one node would be lost together.
          apart: role.kind === "StatefulSet",
        })),
      },
      this,
    );
    if (ring) {
      const labels = applicationLabels(settings, backend);
      const [first] = roles;
      const { gossip } = workload(wiring, first.name).ports;
      service(
        `${name}-ring`,
        {
          metadata: { namespace: namespace.metadata.name, labels },
          name: ringName(backend),
          selector: ringLabels(settings, backend),
          ports: { gossip },
          pods: "each",
        },
        { parent: this, deletedWith: namespace },
      );
    }
    this.registerOutputs();
  }
}
