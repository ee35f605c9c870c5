import type { ObiSettings } from "../../settings";
import { type Features, features } from "./features";

/** A Linux capability without its CAP_ prefix, as Kubernetes writes it. */
export type Capability =
  | "BPF"
  | "CHECKPOINT_RESTORE"
  | "DAC_READ_SEARCH"
  | "NET_ADMIN"
  | "NET_RAW"
  | "PERFMON"
  | "SYS_ADMIN"
  | "SYS_PTRACE"
  | "SYS_RESOURCE";

interface Need {
  readonly when: (features: Features, settings: ObiSettings) => boolean;
  readonly capabilities: readonly Capability[];
  readonly why: string;
}

/**
 * What each feature needs, after OBI's own start-up check (pkg/obi/os.go, CheckOSCapabilities) and, for the last
 * rows, its security page. SYS_ADMIN implies neither NET_RAW, NET_ADMIN, SYS_PTRACE nor DAC_READ_SEARCH in the kernel,
 * though OBI's check stops at it: so it is added to the rest, never put in their place.
 */
export const needs: readonly Need[] = [
  { when: () => true, capabilities: ["BPF"], why: "load eBPF programs" },
  {
    when: (on) => on.application,
    capabilities: ["CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_PTRACE"],
    why: "attach to the functions of other processes and read their files",
  },
  { when: (on) => on.network, capabilities: ["NET_RAW", "PERFMON"], why: "look at packets on the node's interfaces" },
  { when: (on) => on.tcp, capabilities: ["NET_RAW", "PERFMON", "SYS_PTRACE"], why: "look at TCP connections" },
  { when: (on) => on.contextPropagation, capabilities: ["NET_ADMIN"], why: "write trace context into traffic" },
  {
    when: (_, { kernel }) => kernel.before511,
    capabilities: ["SYS_RESOURCE"],
    why: "before 5.11 eBPF maps count as locked memory",
  },
  { when: (_, { kernel }) => kernel.rhel418, capabilities: ["SYS_ADMIN", "SYS_RESOURCE"], why: "4.18 has no CAP_BPF" },
  {
    when: (_, { kernel }) => kernel.restrictedPerfEvents,
    capabilities: ["SYS_ADMIN"],
    why: "perf_event_paranoid above 2 asks for it",
  },
  {
    when: (_, { traceIdsInLogs }) => traceIdsInLogs,
    capabilities: ["SYS_ADMIN"],
    why: "rewrite the lines that applications log",
  },
  { when: (_, { goHeaders }) => goHeaders, capabilities: ["SYS_ADMIN"], why: "write into the memory of Go programs" },
  {
    when: (_, { probeMetrics }) => probeMetrics,
    capabilities: ["SYS_ADMIN"],
    why: "switch on the kernel's eBPF statistics",
  },
];

/** The capabilities that OBI gets beyond an empty set: each because a feature that is on needs it. Sorted. */
export function capabilities(settings: ObiSettings): readonly Capability[] {
  const on = features(settings);
  const needed = needs.filter((need) => need.when(on, settings)).flatMap((need) => need.capabilities);
  return [...new Set(needed)].sort();
}
