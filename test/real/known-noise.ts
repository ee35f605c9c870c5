/** A line of level error that a stack logs although all is well. */
interface Noise {
  /** The container that logs it. */
  readonly program: string;
  readonly line: RegExp;
  /** Why it is harmless. */
  readonly because: string;
  /** Whether it is also when the stack is settled: half a minute after all its pods are ready. False by default. */
  readonly always?: boolean;
}

/** What replicas say of others that are not there yet, or have not found their place yet. */
const othersMissing = new RegExp(
  [
    'err="empty ring"',
    "no such host",
    "failed to reach minimum required seed nodes",
    "at least 2 live replicas required, could only find [01]",
    "too many unhealthy instances in the ring",
    "connection refused",
    "unexpected status received for init: ERROR",
    "error processing requests from scheduler.* desc = context canceled",
  ].join("|"),
);

export const knownNoise: readonly Noise[] = [
  {
    program: "loki",
    line: othersMissing,
    because: "Replicas start one after the other, and rings and schedulers settle then; what failed is tried again.",
  },
  {
    program: "mimir",
    line: othersMissing,
    because: "The same. What Mimir does not take in meanwhile Alloy keeps, and sends again.",
  },
  {
    program: "alloy",
    line: /"msg":"(event watcher exited with error|error handling event)".*"component_id":"loki\.source\.kubernetes_events\.events"/,
    because: "One replica watches events. As the others join it may be another one, and the first lets go halfway.",
  },
  {
    program: "alloy",
    line: /"Failed to watch" err=".*context canceled" .*type="\*v1\.Event"$/,
    because: "The same, told by Kubernetes' library: the first lets go while it lists the events or begins to watch.",
  },
  {
    program: "alloy-receiver",
    line: /"component_id":"otelcol\.exporter\.loadbalancing\.traces","error":"couldn't find the exporter for the endpoint /,
    because: "DNS may have said that there is no gateway, and is asked again; whoever sent is told to send again.",
    always: true,
  },
  {
    program: "alloy",
    line: /"msg":"Push\/Pull with alloy-\d failed: i\/o timeout".*"subsystem":"memberlist"/,
    because:
      "Replicas tell each other whom they know every half minute; on a busy machine one may be too late for once.",
    always: true,
  },
];
