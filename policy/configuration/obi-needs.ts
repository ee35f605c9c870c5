import type { ObiFeatures } from "./obi";

/** A capability without its CAP_ prefix, and what cannot be done without it: "observe applications". */
export interface Need {
  readonly capability: string;
  readonly feature: string;
}

const application = "observe applications";
const network = "measure the network";
const connections = "measure TCP connections";
const propagation = "pass on trace context";

const needs: readonly { when: (on: ObiFeatures) => boolean; feature: string; capabilities: readonly string[] }[] = [
  { when: () => true, feature: "load eBPF programs", capabilities: ["BPF"] },
  {
    when: (on) => on.application,
    feature: application,
    capabilities: ["CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_PTRACE"],
  },
  { when: (on) => on.network === "socket_filter", feature: network, capabilities: ["NET_RAW", "PERFMON"] },
  { when: (on) => on.network === "tc", feature: network, capabilities: ["NET_ADMIN", "PERFMON"] },
  { when: (on) => on.connections, feature: connections, capabilities: ["NET_RAW", "PERFMON", "SYS_PTRACE"] },
  { when: (on) => on.contextPropagation, feature: propagation, capabilities: ["NET_ADMIN"] },
  { when: (on) => on.logEnricher, feature: "write trace ids into log lines", capabilities: ["SYS_ADMIN"] },
];

/**
 * The capabilities that OBI needs for what is switched on, each once, with the first feature that needs it: what its
 * start-up check asks for (pkg/obi/os.go, CheckOSCapabilities). SYS_ADMIN is never taken for the others: in the kernel
 * it implies neither NET_RAW, NET_ADMIN, SYS_PTRACE nor DAC_READ_SEARCH.
 */
export function obiNeeds(on: ObiFeatures): Need[] {
  const all = needs
    .filter(({ when }) => when(on))
    .flatMap(({ capabilities, feature }) => capabilities.map((capability) => ({ capability, feature })));
  return all.filter(({ capability }, n) => all.findIndex((one) => one.capability === capability) === n);
}
