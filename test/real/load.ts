import { spawn } from "node:child_process";
import { eventually } from "../lab/lab";
import { inNetwork } from "./real-lab";
import type { Services } from "./services";

/** What came of sending: the numbers of the lines that were taken, and how many were not, which are not sent again. */
export interface Sent {
  readonly taken: number[];
  readonly refused: number;
}

/** Sends numbered log lines within the node's network, about forty a second, until it is told to stop. */
export function sendLines(services: Services, service: string): () => Promise<Sent> {
  const [program, args] = inNetwork("sender.ts");
  const sender = spawn(program, [...args, service], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  sender.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  sender.stdin.write(`${JSON.stringify(services.request("otlp", "/v1/logs"))}\n`);
  return () =>
    new Promise((resolve) => {
      sender.on("close", () => resolve(JSON.parse(output) as Sent));
      sender.stdin.end();
    });
}

/** Numbers of lines that are not in Loki although they were taken; what is late is waited for. */
export function lost(services: Services, service: string, { taken }: Sent): Promise<number[]> {
  // By their last digit, as one answer holds 5000 lines at most.
  const queries = Array.from({ length: 10 }, (_, digit) => `{service_name="${service}"} |~ "${digit}$"`);
  return eventually(
    () => {
      const arrived = new Set(services.lines(...queries));
      return taken.filter((n) => !arrived.has(`line ${n}`));
    },
    (missing) => missing.length === 0,
    120,
  );
}
