import * as pulumi from "@pulumi/pulumi";
import { isTree, type Tree } from "../settings";
import type { Registered } from "./offline";
import { secretValue } from "./secrets";

/**
 * Registers with the engine what an offline run kept, in the place of the program that it was kept of. Nothing is
 * protected: a plan on top of it shows what would be, and not the engine's refusal.
 */
export function replay(resources: readonly Registered[]): void {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const cluster = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const made = new Map<string, pulumi.Resource>();

  /** In the order in which they need each other, which is not the one in which the registrations were answered. */
  function make(urn: string): pulumi.Resource | undefined {
    const resource = byUrn.get(urn);
    const there = made.get(urn);
    if (!resource || there) return there;
    const { type, name, parent, dependencies, custom, inputs } = resource;
    const provider = type.startsWith("kubernetes:") && cluster ? make(cluster.urn) : undefined;
    const options: pulumi.CustomResourceOptions = {
      parent: make(parent),
      dependsOn: dependencies.flatMap((dependency) => make(dependency) ?? []),
      ...(provider ? { provider: provider as pulumi.ProviderResource } : {}),
    };
    const one = register(type, name, revived(inputs) as Tree, options, custom);
    made.set(urn, one);
    return one;
  }
  for (const { urn } of resources) make(urn);
}

function register(
  type: string,
  name: string,
  inputs: Tree,
  options: pulumi.CustomResourceOptions,
  custom: boolean,
): pulumi.Resource {
  if (!custom) return new pulumi.ComponentResource(type, name, inputs, { parent: options.parent });
  const [, plugin] = /^pulumi:providers:(.+)$/.exec(type) ?? [];
  if (plugin) return new Provider(plugin, name, inputs, { parent: options.parent });
  return new Custom(type, name, inputs, options);
}

/** Pulumi's own classes are there to be extended only. */
class Custom extends pulumi.CustomResource {}
class Provider extends pulumi.ProviderResource {}

/** Inputs as a program gives them: what was marked as a secret is one again. */
function revived(value: unknown): unknown {
  const secret = secretValue(value);
  if (secret !== undefined) return pulumi.secret(revived(secret));
  if (Array.isArray(value)) return value.map(revived);
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}
