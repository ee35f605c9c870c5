import type { EngineEvent, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import type { Registered } from "../../review/offline";
import type { EngineStep } from "../../review/second-view";
import type { Tree } from "../../settings";

/** The halves of a replacement, which the engine tells as well as the whole. */
export const halves: readonly string[] = ["create-replacement", "delete-replaced"];

/** Collects what the engine would do to each Kubernetes object, and what a refresh found. */
export class PlanListener {
  readonly steps: EngineStep[] = [];
  /** What is in the cluster, where that is not what the stack's last run left there. */
  readonly drifted: EngineStep[] = [];

  readonly hear = ({ resOutputsEvent, resourcePreEvent }: EngineEvent): void => {
    const planned = resourcePreEvent?.metadata;
    if (planned && !isRefresh(planned) && isObject(planned)) this.steps.push(stepOf(planned));
    const found = resOutputsEvent?.metadata;
    if (found && isRefresh(found) && isObject(found)) this.drifted.push(stepOf(found));
  };
}

const isObject = ({ type, op }: StepEventMetadata): boolean => type.startsWith("kubernetes:") && !halves.includes(op);

const isRefresh = ({ op }: StepEventMetadata): boolean => op === "refresh";

const stepOf = ({ op, old, new: wanted }: StepEventMetadata): EngineStep => ({
  op,
  ...(old ? { before: registered(old) } : {}),
  ...(wanted ? { after: registered(wanted) } : {}),
});

const registered = ({ type, urn, parent, protect, custom, inputs }: StepEventStateMetadata): Registered => ({
  type,
  name: urn.split("::").at(-1) ?? "",
  urn,
  parent,
  dependencies: [],
  protect: protect ?? false,
  custom: custom ?? true,
  inputs: inputs as Tree,
});
