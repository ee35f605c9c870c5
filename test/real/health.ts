import { setTimeout as sleep } from "node:timers/promises";
import { bytes } from "../../settings";
import { namespace } from "./dev";
import { knownNoise } from "./known-noise";
import { readySince, stackPods } from "./pods";
import { kubectl } from "./real-lab";
import { containerUse } from "./container-use";

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
  const settled = calmSince() + 30_000;
  const isKnown = (program: string, line: string, time: number) =>
    knownNoise.some(
      (noise) => noise.program === program && noise.line.test(line) && (noise.always === true || time < settled),
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

/** "observability-dev loki: within its request", of every container of the stack: its working set, as kubelet has it. */
export const memoryUse = (): string[] =>
  containerUse().map(({ namespace, container, memory, requests }) => {
    const requested = bytes(requests.memory);
    const mebibytes = Math.round(memory / 2 ** 20);
    const verdict = memory <= requested ? "within its request" : `${mebibytes} MiB, and it requests ${requests.memory}`;
    return `${namespace} ${container}: ${verdict}`;
  });

/** What {@link memoryUse} gives of the dev stack where all is well. */
export const withinRequests = [
  "obi-dev obi: within its request",
  ...["alloy", "loki", "mimir", "tempo"].map((name) => `${namespace} ${name}: within its request`),
];
