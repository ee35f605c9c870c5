import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gatewayAddress, realNodes, serviceRange } from "../control-plane/addresses";
import { startedId } from "../control-plane/processes";
import { labFolder } from "../folders";
import { nodesFolder, type NodeProcess } from "./machine";

/** The process that holds the nodes' network, by the name that the lab has for it. */
export const networkName = "node-network";

const readyFile = join(nodesFolder, "network");

/** To the pods of each node by that node; Services are for kube-proxy, of which the first node has one in any case. */
const routes = [...realNodes.map(({ podRange, address }) => [podRange, address]), [serviceRange, realNodes[0].address]];

export function network(): NodeProcess {
  mkdirSync(nodesFolder, { recursive: true });
  rmSync(readyFile, { force: true });
  return {
    program: "unshare",
    args: ["--net", "sh", join(__dirname, "network.sh")],
    env: {
      ...process.env,
      GATEWAY: gatewayAddress,
      ROUTES: routes.map((route) => route.join("=")).join(" "),
      NETWORK_READY: readyFile,
    },
  };
}

export const isNetworkReady = (): boolean => existsSync(readyFile);

/** The network as a file, by which others get into it while it is held. */
export const networkFile = (): string => `/proc/${startedId(labFolder, networkName)}/ns/net`;

/** A program as it is started in the nodes' network, and in no other namespace of theirs. */
export const inNetwork = (program: string, args: readonly string[]): NodeProcess => ({
  program: "nsenter",
  args: [`--net=${networkFile()}`, program, ...args],
});
