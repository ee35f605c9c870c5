import { pipeline } from "../../../../components/alloy/pipeline";
import { receiverTier } from "../../../../components/alloy/receiver-tier";
import { alloyText, type Block } from "../../../../components/alloy/syntax";
import { isTwoTier } from "../../../../components/alloy/tiers";
import { toYaml } from "../../../../components/kubernetes";
import { lokiConfig } from "../../../../components/loki/config";
import { mimirConfig } from "../../../../components/mimir/config";
import { obiConfig } from "../../../../components/obi/config";
import { tempoConfig } from "../../../../components/tempo/config";
import type { Wiring, Workload } from "../../../../components/wiring";
import { type Settings, type Tree, valueAt } from "../../../../settings";

/** What both ends of a connection are configured with, read from what their programs are given. */

/** Everything that a workload's program reads, as text. */
export function configuration(settings: Settings, wires: Wiring, { name, component }: Workload): string {
  if (component === "alloy") return alloyText(blocksOf(settings, wires, name));
  return toYaml(trees[component](settings, wires));
}

const trees = { obi: obiConfig, tempo: tempoConfig, mimir: mimirConfig, loki: lokiConfig };

const blocksOf = (settings: Settings, wires: Wiring, name: string): Block[] =>
  name === "alloy-receiver" && isTwoTier(settings) ? receiverTier(settings, wires) : pipeline(settings, wires);

/** What a port of a workload shows and asks for, as its program is told: the words of the wiring. */
export function serverSide(settings: Settings, wires: Wiring, workload: Workload, port: string): string {
  const { component, name } = workload;
  if (component === "alloy") return ofBlock(tlsBlock(blocksOf(settings, wires, name), port));
  if (component === "obi") return "none";
  const config = trees[component](settings, wires);
  if (port === "gossip") return valueAt(config, ["memberlist", "tls_enabled"]) === true ? "server" : "none";
  if (port === "otlp-grpc") {
    const receiver = valueAt(config, ["distributor", "receivers", "otlp", "protocols", "grpc", "tls"]);
    return receiver === undefined ? "none" : "client_ca_file" in (receiver as Tree) ? "mutual" : "server";
  }
  const auth = valueAt(config, ["server", `${port}_tls_config`, "client_auth_type"]);
  return { RequireAndVerifyClientCert: "mutual", VerifyClientCertIfGiven: "server" }[String(auth)] ?? "none";
}

function tlsBlock(blocks: readonly Block[], port: string): Block | undefined {
  const inner = (list: readonly Block[] | undefined, name: string) => list?.find(({ block }) => block === name);
  if (port === "http") return inner(inner(blocks, "http")?.blocks, "tls");
  const receiver = inner(blocks, "otelcol.receiver.otlp");
  return inner(inner(receiver?.blocks, port === "otlp-grpc" ? "grpc" : "http")?.blocks, "tls");
}

const ofBlock = (tls: Block | undefined): string => {
  if (tls === undefined) return "none";
  return "client_ca_file" in (tls.attributes ?? {}) ? "mutual" : "server";
};
