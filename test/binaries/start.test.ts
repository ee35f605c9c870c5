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
    .replace("grpc_listen_port: 9095", `grpc_listen_port: ${grpcPort}\n  grpc_listen_address: 127.0.0.1`)
    .replace("memberlist:", `memberlist:\n  bind_port: ${await freePort()}`);
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  return { file, port };
}

async function getsReady(port: number, process: ChildProcess): Promise<string> {
  const url = `http://127.0.0.1:${port}/ready`;
  for (let tries = 0; tries < 240; tries++) {
    if (process.exitCode !== null) return `ended with ${process.exitCode}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return "ready";
    await sleep(500);
  }
  return "not ready after two minutes";
}

interface Case {
  readonly tool: ToolName;
  readonly dataFolder: string;
  readonly httpPort: number;
  /** Where OTLP goes, and what is sent there. */
  readonly write: readonly [path: string, body: unknown];
  /** A query, and what of its answer shows that the write is there. */
  readonly read: readonly [path: string, query: Readonly<Record<string, string>>, shows: string];
}

const resource = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };
const now = () => `${Date.now()}000000`;

const cases: readonly Case[] = [
  {
    tool: "loki",
    dataFolder: "/loki",
    httpPort: 3100,
    write: [
      "/otlp/v1/logs",
      {
        resourceLogs: [
          { resource, scopeLogs: [{ logRecords: [{ timeUnixNano: now(), body: { stringValue: "sold out" } }] }] },
        ],
      },
    ],
    read: ["/loki/api/v1/query_range", { query: '{service_name="shop"}' }, '"sold out"'],
  },
  {
    tool: "mimir",
    dataFolder: "/data",
    httpPort: 8080,
    write: [
      "/otlp/v1/metrics",
      {
        resourceMetrics: [
          {
            resource,
            scopeMetrics: [
              { metrics: [{ name: "orders", gauge: { dataPoints: [{ asInt: "42", timeUnixNano: now() }] } }] },
            ],
          },
        ],
      },
    ],
    read: ["/prometheus/api/v1/query", { query: 'orders{job="shop"}' }, '"42"'],
  },
];

test.each(cases)("$tool starts with dev's configuration, and what is written over OTLP can be read", async (about) => {
  const { tool } = about;
  const folder = mkdtempSync(join(tmpdir(), `mop-${tool}-`));
  const { file, port } = await startable(tool, about.dataFolder, about.httpPort, folder);
  const program = spawn(programPath(tool, tool), [`-config.file=${file}`], { cwd: folder, stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  try {
    expect(await getsReady(port, program)).toBe("ready");
    const [writePath, body] = about.write;
    const written = await fetch(`${address}${writePath}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    expect(written.ok).toBe(true);
    const [readPath, query, shows] = about.read;
    expect(await answer(`${address}${readPath}?${new URLSearchParams(query).toString()}`, shows)).toContain(shows);
  } finally {
    const ended = once(program, "exit");
    program.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true });
  }
});

/** The answer to a query once it shows something, or the last one after half a minute. */
async function answer(url: string, shows: string): Promise<string> {
  let text = "";
  for (let tries = 0; tries < 30 && !text.includes(shows); tries++) {
    text = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then((response) => response.text());
    await sleep(1_000);
  }
  return text;
}
