import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./client";

/**
 * Sends log lines over OTLP, numbered from 0 and each as a request of its own, until its standard input ends. Prints
 * which were taken, and how many were not: those are not sent again.
 *
 * Arguments: the URL to send to, and the service in whose name.
 */
async function main(url: string, service: string): Promise<void> {
  let isOver = false;
  process.stdin.on("end", () => (isOver = true)).resume();
  const taken: number[] = [];
  let refused = 0;
  for (let n = 0; !isOver; n++) {
    const record = { timeUnixNano: `${Date.now()}000000`, body: { stringValue: `line ${n}` } };
    const resource = { attributes: [{ key: "service.name", value: { stringValue: service } }] };
    const body = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] };
    const { status } = await ask({ url, method: "POST", body });
    if (status === 200) taken.push(n);
    else refused++;
    await sleep(20);
  }
  console.log(JSON.stringify({ taken, refused }));
}

void main(process.argv[2], process.argv[3]);
