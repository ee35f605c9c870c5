import { stackPods } from "./pods";
import { kubectl } from "./real-lab";

/** What a container of the stack uses, as the kubelet of its node measures it. */
export interface ContainerUse {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Its working set, in bytes. */
  readonly memory: number;
  /** Seconds of a processor since it was started. */
  readonly processor: number;
  /** When that was measured, in milliseconds; kubelet does so every ten seconds or so. */
  readonly at: number;
  readonly requests: { readonly cpu: string; readonly memory: string };
}

/** The kubelet's own figures, as text in Prometheus' format: labels, a value and a time. */
const figures = (node = ""): string => kubectl("get", "--raw", `/api/v1/nodes/${node}/proxy/metrics/resource`);

/** Of every container of the stack, in the order of its pods. */
export function containerUse(): ContainerUse[] {
  const pods = stackPods();
  const lines = [...new Set(pods.map(({ spec }) => spec.nodeName))].flatMap((node) => figures(node).split("\n"));
  return pods.flatMap(({ metadata: { namespace, name: pod }, spec: { containers } }) =>
    containers.map(({ name: container, resources: { requests } }) => {
      const figure = (name: string) => {
        const begin = `${name}{container="${container}",namespace="${namespace}",pod="${pod}"} `;
        const line = lines.find((one) => one.startsWith(begin));
        if (!line) throw new Error(`kubelet has no ${name} of ${namespace}/${pod}`);
        return line.slice(begin.length).split(" ").map(Number);
      };
      const [processor, at] = figure("container_cpu_usage_seconds_total");
      const [memory] = figure("container_memory_working_set_bytes");
      return { namespace, pod, container, memory, processor, at, requests };
    }),
  );
}
