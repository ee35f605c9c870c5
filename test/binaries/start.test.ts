import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { programPath, type ToolName } from "../../lab/tools";
import { objects } from "../support/offline";

/** A free loopback port. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/**
 * dev's own configuration, but for what a pod would have to itself: its folder, its ports, its address.
 */
async function startable(component: string, dataFolder: string, httpPort: number, folder: string) {
  const configMap = (await objects("dev")).get(`observability-dev/ConfigMap-${component}-config.yaml`) as unknown as {
    data: Record<string, string>;
  };
  const port = await freePort();
  const grpcPort = await freePort();
  const text = configMap.data[`${component}.yaml`]
    .replaceAll(`${dataFolder}/`, `${folder}/`)
    .replaceAll(/: (\/loki)$/gm, `: ${folder}`)
    .replace(`http_listen_port: ${httpPort}`, `http_listen_port: ${port}\n  http_listen_address: 127.0.0.1`)
    .replace("grpc_listen_port: 9095", `grpc_listen_port: ${grpcPort}\n  grpc_listen_address: 127.0.0.1`);
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  return { file, port };
}

async function getsReady(port: number, process: ChildProcess): Promise<string> {
  const url = `http://127.0.0.1:${port}/ready`;
  for (let tries = 0; tries < 240; tries++) {
    if (process.exitCode !== null) return `ended with ${process.exitCode}`;
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return "ready";
    await sleep(500);
  }
  return "not ready after two minutes";
}

test.each<[ToolName, string, number]>([
  ["loki", "/loki", 3100],
  ["mimir", "/data", 8080],
])("%s starts with dev's configuration and gets ready", async (tool, dataFolder, httpPort) => {
  const folder = mkdtempSync(join(tmpdir(), `mop-${tool}-`));
  const { file, port } = await startable(tool, dataFolder, httpPort, folder);
  const program = spawn(programPath(tool, tool), [`-config.file=${file}`], { cwd: folder, stdio: "ignore" });
  try {
    expect(await getsReady(port, program)).toBe("ready");
  } finally {
    const ended = once(program, "exit");
    program.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true });
  }
});
