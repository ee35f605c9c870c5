import fc from "fast-check";
import { capabilities, needs } from "../../../../components/obi/capabilities";
import { obiWith, type Switch, switchNames } from "./switches";

const attach = ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_PTRACE"];
const packets = ["BPF", "NET_RAW", "PERFMON"];
const connections = ["BPF", "NET_RAW", "PERFMON", "SYS_PTRACE"];

const alone: [Switch, string[]][] = [
  ["traces", attach],
  ["application", attach],
  ["serviceGraph", attach],
  ["spanMetrics", attach],
  ["host", attach],
  ["runtime", attach],
  ["network", packets],
  ["networkPackets", packets],
  ["networkZones", packets],
  ["tcpRoundTripTime", connections],
  ["tcpRetransmits", connections],
  ["tcpFailedConnections", connections],
  ["tcpBytes", connections],
  ["headers", ["BPF", "NET_ADMIN"]],
  ["tcp", ["BPF", "NET_ADMIN"]],
  ["all", ["BPF", "NET_ADMIN"]],
  ["before511", ["BPF", "SYS_RESOURCE"]],
  ["rhel418", ["BPF", "SYS_ADMIN", "SYS_RESOURCE"]],
  ["restrictedPerfEvents", ["BPF", "SYS_ADMIN"]],
  ["traceIdsInLogs", ["BPF", "SYS_ADMIN"]],
  ["goHeaders", ["BPF", "SYS_ADMIN"]],
  ["probeMetrics", ["BPF", "SYS_ADMIN"]],
];

const together: [string, Switch[], string[]][] = [
  ["nothing", [], ["BPF"]],
  ["traces and network", ["traces", "network"], attach],
  ["network and TCP", ["network", "tcpBytes"], connections],
  [
    "traces and context propagation",
    ["traces", "all"],
    ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_ADMIN", "NET_RAW", "PERFMON", "SYS_PTRACE"],
  ],
  [
    "traces and Go headers",
    ["traces", "goHeaders"],
    ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_ADMIN", "SYS_PTRACE"],
  ],
  [
    "traces on the 4.18 kernel",
    ["traces", "rhel418"],
    ["BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "NET_RAW", "PERFMON", "SYS_ADMIN", "SYS_PTRACE", "SYS_RESOURCE"],
  ],
  [
    "everything",
    switchNames,
    [
      "BPF",
      "CHECKPOINT_RESTORE",
      "DAC_READ_SEARCH",
      "NET_ADMIN",
      "NET_RAW",
      "PERFMON",
      "SYS_ADMIN",
      "SYS_PTRACE",
      "SYS_RESOURCE",
    ],
  ],
];

test("the table below has a row for every switch", () => {
  expect(alone.map(([name]) => name)).toEqual(switchNames);
});

test.each(alone)("%s alone", (name, expected) => {
  expect(capabilities(obiWith(name))).toEqual(expected);
});

test.each(together)("%s", (_, names, expected) => {
  expect(capabilities(obiWith(...names))).toEqual(expected);
});

test("two switches need what each of them needs, no more", () => {
  const wrong = switchNames.flatMap((one) =>
    switchNames
      .filter((other) => {
        const each = [...capabilities(obiWith(one)), ...capabilities(obiWith(other))];
        return capabilities(obiWith(one, other)).join() !== [...new Set(each)].sort().join();
      })
      .map((other) => `${one} and ${other}`),
  );
  expect(wrong).toEqual([]);
});

test("switching anything off never adds a capability", () => {
  fc.assert(
    fc.property(fc.subarray(switchNames), fc.subarray(switchNames), (kept, dropped) => {
      const more = capabilities(obiWith(...kept, ...dropped));
      expect(capabilities(obiWith(...kept)).filter((capability) => !more.includes(capability))).toEqual([]);
    }),
  );
});

test("every reason is told, and none asks for IPC_LOCK", () => {
  expect(needs.filter(({ why }) => why.trim() === "")).toEqual([]);
  expect(needs.flatMap((need) => need.capabilities as readonly string[])).not.toContain("IPC_LOCK");
});
