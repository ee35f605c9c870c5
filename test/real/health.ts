import { setTimeout as sleep } from "node:timers/promises";
import { bytes } from "../../settings";
import { knownNoise } from "./known-noise";
import { readySince, stackPods } from "./pods";
import { kubectl } from "./real-lab";

/** What tells how the stack's programs fare, besides their probes. */

/** Since when all of the stack's pods are ready, in milliseconds. */
const calmSince = (): number => Math.max(...stackPods().map((pod) => Number(readySince(pod))));

/** Waits until the youngest of the stack's pods has been ready for five minutes. */
export const fiveQuietMinutes = (): Promise<void> => sleep(calmSince() + 300_000 - Date.now());

/**
 * A line that says of itself that it is no error: as logfmt, as JSON, as Beyla and as Kubernetes' libraries write.
 * Whatever else there is, a panic's lines say nothing.
 */
const calm = /(^| )level=(debug|info|warn)( |$)|"level":"(debug|info|warn)"|^[0-9/]+ [0-9:]+ (INFO|WARN) |^[IW]\d{4} /i;

/** "loki level=error ...": lines that the stack's pods logged since they started, but for noise that is known. */
export function strangeLines(): string[] {
  const allReady = calmSince();
  const isKnown = (program: string, line: string, time: number) =>
    knownNoise.some(
      (noise) => noise.program === program && noise.line.test(line) && (noise.always === true || time < allReady),
    );
  return stackPods().flatMap(({ metadata: { namespace, name }, spec: { containers } }) =>
    containers.flatMap(({ name: program }) =>
      kubectl("logs", name, "--container", program, "--namespace", namespace, "--timestamps")
        .split("\n")
        .filter((text) => text !== "")
        .map((text) => [text.slice(text.indexOf(" ") + 1), Date.parse(text.split(" ", 1)[0])] as const)
        .filter(([line, time]) => !calm.test(line) && !isKnown(program, line, time))
        .map(([line]) => `${program} ${line}`),
    ),
  );
}

const mebibytes = (size: number) => Math.round(size / 2 ** 20);

/** What kubelet measures of the containers on a node, as text in Prometheus' format. */
const resourceMetrics = (node = ""): string => kubectl("get", "--raw", `/api/v1/nodes/${node}/proxy/metrics/resource`);

/** "observability-dev loki: within its request", of every container of the stack: its working set, as kubelet has it. */
export function memoryUse(): string[] {
  const nodes = new Set(stackPods().map(({ spec }) => spec.nodeName));
  const metrics = [...nodes].map(resourceMetrics).join("\n").split("\n");
  return stackPods().flatMap(({ metadata: { namespace, name }, spec: { containers } }) =>
    containers.map(({ name: container, resources: { requests } }) => {
      const labels = `{container="${container}",namespace="${namespace}",pod="${name}"}`;
      const sample = metrics.find((line) => line.startsWith(`container_memory_working_set_bytes${labels} `));
      const used = Number(sample?.split(" ")[1]);
      const verdict =
        used <= bytes(requests.memory)
          ? "within its request"
          : `${mebibytes(used)} MiB, and it requests ${requests.memory}`;
      return `${namespace} ${container}: ${verdict}`;
    }),
  );
}
