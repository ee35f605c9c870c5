import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { homeOf, type StackArgs, stackLabels } from "../kubernetes";
import { trust, trustName } from "../tls-files";
import { authority, isIssued, type Issuing } from "./authority";
import { certManager } from "./cert-manager";
import { leaf } from "./leaf";

export { certificatesChecks } from "./checks";
export { certManagerFits } from "./cluster";

/** What pods prove themselves with, and whom they trust. Up when every certificate has been signed. */
export class Certificates extends pulumi.ComponentResource {
  constructor(name: string, args: StackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mop:index:Certificates", name, {}, opts);
    const { settings } = args;
    this.trust(name, args);
    if (isIssued(settings)) this.issue(name, args);
    this.registerOutputs();
  }

  /** Authorities that settings name, beside the pods that read them. */
  private trust(name: string, { settings, wiring, namespaces }: StackArgs): void {
    for (const where of ["agents", "backends"] as const) {
      const readers = wiring.workloads.filter(({ namespace }) => namespace === settings.namespaces[where]);
      const data = Object.assign({}, ...readers.map((reader) => trust(settings, reader))) as Record<string, string>;
      if (Object.keys(data).length === 0) continue;
      const namespace = namespaces[where];
      new k8s.core.v1.ConfigMap(
        `${name}-trust-${where}`,
        { metadata: { namespace: namespace.metadata.name, name: trustName, labels: stackLabels(settings) }, data },
        { parent: this, deletedWith: namespace },
      );
    }
  }

  /** One after the other, as each needs the one before: cert-manager, the authority, the certificates. */
  private issue(name: string, args: StackArgs): void {
    const { settings, wiring } = args;
    const labels = stackLabels(settings);
    const custom = (suffix: string, issuing: Issuing, dependsOn: pulumi.Resource[], home?: k8s.core.v1.Namespace) => {
      const { kind, name: named, spec } = issuing;
      const namespace = home?.metadata.name ?? issuing.namespace;
      // Pods that mount its Secret would wait for it anyway, but could not say what for.
      const annotations = { "pulumi.com/waitFor": "condition=Ready" };
      return new k8s.apiextensions.CustomResource(
        `${name}-${suffix}`,
        { apiVersion: "cert-manager.io/v1", kind, metadata: { name: named, namespace, labels, annotations }, spec },
        { parent: this, dependsOn, deletedWith: home },
      );
    };
    let before: pulumi.Resource[] = settings.certificates.install
      ? [certManager(`${name}-cert-manager`, settings, labels, this)]
      : [];
    for (const { suffix, ...issuing } of authority(settings)) before = [custom(suffix, issuing, before)];
    for (const workload of wiring.workloads) {
      const certificate = leaf(settings, wiring, workload);
      if (certificate) custom(workload.name, certificate, before, homeOf(args, workload.namespace));
    }
  }
}
