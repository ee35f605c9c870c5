import type { KubernetesObject } from "../judge/object";
import { containersOf } from "../judge/pods";
import type { Finding } from "../judge/rule";
import { configurationFiles } from "./files";
import { plaintextInAlloy } from "./plaintext-alloy";
import { plaintextInContainer } from "./plaintext-container";
import { plaintextInYaml } from "./plaintext-yaml";

/** What goes over the wire without TLS: telemetry on its way, objects of a bucket, any other call, a server's port. */
export type Hop = "otlp" | "storage" | "client" | "server";

/** A place where something is set to go without TLS, or not set to go with it. */
export type Plaintext = Finding & { readonly hop: Hop };

/**
 * The places in an object, each told as one hop only, so that one mistake breaks one rule: in the configuration files
 * of a ConfigMap, and in the environment and the arguments of containers.
 */
export function* plaintextOf(object: KubernetesObject, hop: Hop): Iterable<Finding> {
  for (const file of configurationFiles(object)) {
    const places = file.format === "yaml" ? plaintextInYaml(file.root) : plaintextInAlloy(file.blocks);
    for (const { hop: its, ...finding } of places) if (its === hop) yield { in: file.name, ...finding };
  }
  for (const { container } of containersOf(object)) {
    for (const { hop: its, ...finding } of plaintextInContainer(container)) {
      if (its === hop) yield { in: container.title, ...finding };
    }
  }
}
