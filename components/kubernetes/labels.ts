import type { Settings } from "../../settings";
import { type ComponentName, inRing, type Wiring, type Workload } from "../wiring";

/**
 * Labels by the Kubernetes recommendation. Selectors carry no version: a selector cannot be changed once it exists.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export interface Labels {
  readonly [label: string]: string;
}

/** On everything that belongs to a stack. */
export const stackLabels = (settings: Settings): Labels => ({
  "app.kubernetes.io/part-of": "mop",
  "app.kubernetes.io/instance": `mop-${settings.stack}`,
  "app.kubernetes.io/managed-by": "pulumi",
});

/** On what an application has once, whatever it runs as. */
export const applicationLabels = (settings: Settings, name: string): Labels => ({
  ...stackLabels(settings),
  "app.kubernetes.io/name": name,
});

/** What selects the pods of a workload. */
export const selectorLabels = (settings: Settings, workload: Workload): Labels => ({
  "app.kubernetes.io/name": workload.name,
  "app.kubernetes.io/instance": `mop-${settings.stack}`,
});

/** What selects every pod of a component whose pods find each other in a ring. */
export const ringLabels = (settings: Settings, component: ComponentName): Labels => ({
  "app.kubernetes.io/instance": `mop-${settings.stack}`,
  "mop.observability/ring": component,
});

/** On every object of a workload, its pods among them. */
export const workloadLabels = (settings: Settings, wiring: Wiring, workload: Workload): Labels => ({
  ...stackLabels(settings),
  ...selectorLabels(settings, workload),
  ...(inRing(wiring, workload) ? ringLabels(settings, workload.component) : {}),
});
