import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as state from "@pulumi/pulumi/runtime/state";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import program from "../index";
import { configNamespace, isTree, merge, readStackFile, type Tree } from "../settings";
import { withoutStackTraces } from "./stack-traces";

/** A resource as the program registers it with the engine. */
export interface Registered {
  /** "kubernetes:apps/v1:StatefulSet", or "mop:index:Tempo" for a component. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** URN of the parent; the stack's own for a top-level resource. */
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  /** False for a component. */
  readonly custom: boolean;
  readonly inputs: Tree;
}

export interface OfflineRun {
  readonly resources: readonly Registered[];
  readonly outputs: Tree;
}

/** Stands in for the engine: answers every registration with the inputs, and keeps them. */
class Recorder extends MockMonitor {
  readonly registered: Registered[] = [];

  override registerResource(req: RegisterResourceRequest, callback: RegisterResourceCallback): Promise<void> {
    const answer: RegisterResourceCallback = (error, response) => {
      if (response) {
        this.registered.push({
          type: req.getType(),
          name: req.getName(),
          urn: response.getUrn(),
          parent: req.getParent(),
          dependencies: req.getDependenciesList(),
          protect: req.getProtect() ?? false,
          custom: req.getCustom(),
          inputs: req.getObject()?.toJavaScript() as Tree,
        });
      }
      callback(error, response);
    };
    return super.registerResource(req, answer);
  }
}

type RegisterResourceCallback = (error: Error | null, response?: RegisterResourceResponse) => void;

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name, id, inputs }) => ({ id: id ?? `${name}-id`, state: inputs as Tree }),
  call: ({ inputs }) => inputs as Tree,
};

/**
 * Runs the program for a stack with neither engine nor cluster, and tells what it would register.
 * Pulumi keeps its state per asynchronous context, so a run leaves none behind.
 *
 * @param file the stack file, see `stackFile`
 * @param overrides laid over the stack file's settings
 * @throws RunError with every fault of the stack file
 */
export async function runOffline(file: string, stack: string, overrides: Tree = {}): Promise<OfflineRun> {
  const { config, secretKeys } = readStackFile(file);
  const engineConfig = layered(config, overrides);

  const run = async (): Promise<OfflineRun> => {
    const recorder = new Recorder(mocks);
    await pulumi.runtime.setMocks(mocks, configNamespace, stack);
    pulumi.runtime.setMockOptions(recorder, configNamespace, stack, false);
    pulumi.runtime.setAllConfig(engineConfig, [...secretKeys]);
    // A fault must not be thrown within the stack: Pulumi would report it a second time, as nobody's promise.
    let fault: unknown;
    const outputs = await pulumi.runtime.runInPulumiStack(async () => {
      try {
        // Without a cluster, none need be named, and what only its owner knows may be open.
        return await program(false);
      } catch (error) {
        fault = error;
        return {};
      }
    });
    await waitForRPCs();
    if (fault !== undefined) throw fault as Error;
    const [, ...resources] = recorder.registered;
    return { resources, outputs: (await plain(outputs)) as Tree };
  };
  return withLocalStorage(() => withoutStackTraces(run));
}

/** Two functions of Pulumi's own that its published types leave out: a state of its own for each run, */
const { withLocalStorage } = state as unknown as { withLocalStorage: <T>(run: () => Promise<T>) => Promise<T> };
/** and the registrations that are still on their way when the program has returned. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

const plain = (value: unknown): Promise<unknown> =>
  new Promise((resolve) => (pulumi.output(value) as pulumi.Output<unknown>).apply(resolve));

/** Lays settings over the text form in which the engine hands configuration to a program. */
export function layered(config: Readonly<Record<string, string>>, overrides: Tree): Record<string, string> {
  const result = { ...config };
  for (const [key, value] of Object.entries(overrides)) {
    const full = `${configNamespace}:${key}`;
    const below = result[full];
    const base: unknown = below !== undefined && /^\{/.test(below) ? JSON.parse(below) : {};
    result[full] = isTree(value) ? JSON.stringify(merge(isTree(base) ? base : {}, value)) : String(value);
  }
  return result;
}
