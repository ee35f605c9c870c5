/** A line of level error that a stack logs although all is well. */
interface Noise {
  /** The container that logs it. */
  readonly program: string;
  readonly line: RegExp;
  /** Why it is harmless. */
  readonly because: string;
  /** Whether it is also when all pods of the stack are ready; until then only, by default. */
  readonly always?: boolean;
}

export const knownNoise: readonly Noise[] = [
  {
    program: "loki",
    line: / msg="error getting ingester clients" err="empty ring"$/,
    because: "The rate store looks at the ring before this process has joined it; it looks again.",
  },
  {
    program: "mimir",
    line: / msg="failed to lookup IP addresses" host=mimir-ring\.\S+ err="lookup .*: no such host"$/,
    because: "The ring's Service has no address before its first pod has one; it is asked again.",
  },
  {
    program: "mimir",
    line: / msg="failed to fast-join the memberlist cluster at startup" err="fast-join failed to reach minimum/,
    because: "The first to start finds nobody to join, for the same reason; it joins who comes later.",
  },
  {
    program: "mimir",
    line: / msg="detected an error while ingesting Prometheus remote-write request .* httpCode=500 err="send data to ingesters: at least 2 live replicas required, could only find [01]"$/,
    because: "Two of three copies have to be written to, and one is there; Alloy keeps what it has and sends it again.",
  },
  {
    program: "alloy",
    line: /"msg":"(event watcher exited with error|error handling event)".*"component_id":"loki\.source\.kubernetes_events\.events"/,
    because: "One replica watches events. As the others join it may be another one, and the first lets go halfway.",
  },
  {
    program: "loki",
    line: / component=querier msg="error processing requests from scheduler" err="rpc error: code = Canceled desc = context canceled"/,
    because: "As the ring gets its members another one schedules, and what was asked of the first is asked again.",
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
