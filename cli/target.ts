import { KubeConfig } from "@kubernetes/client-node";
import type { OfflineRun } from "../review/offline";
import { labTarget, type Target } from "./engine";
import { exitCode, Failure, firstLine } from "./failure";

/** The cluster of a kubeconfig context; without one, the lab. */
export const targetOf = (context: string | undefined): Target =>
  context === undefined ? labTarget : { context, kubeconfig: undefined, isLab: false };

/** @throws Failure when the kubeconfig has no such context */
export function checkContext(context: string, { resources }: OfflineRun): void {
  const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const file = provider?.inputs.kubeconfig;
  const kubeconfig = new KubeConfig();
  try {
    if (typeof file === "string") kubeconfig.loadFromFile(file);
    else kubeconfig.loadFromDefault();
  } catch (error) {
    throw new Failure(`The kubeconfig cannot be read: ${firstLine(error)}`, exitCode.badInput);
  }
  // Without any kubeconfig the library makes up a context of this name.
  const names = kubeconfig.getContexts().flatMap(({ name }) => (name === "loaded-context" ? [] : [name]));
  if (names.includes(context)) return;
  throw new Failure(
    `The kubeconfig has no context ${context}. It has ${names.sort().join(", ") || "none"}: kubectl config get-contexts`,
    exitCode.badInput,
  );
}
