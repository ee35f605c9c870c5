import { lackOf, type Machine } from "../../../../lab/node/policies/lack";

const on =
  (...programs: string[]): Machine["has"] =>
  (program) =>
    programs.includes(program);

const machine: Machine = {
  filesystems: "nodev\tsysfs\nnodev\tbpf\n\text4\n",
  config: `CONFIG_BPF_SYSCALL=y
CONFIG_BPF_JIT=y
CONFIG_NET_CLS_ACT=y
CONFIG_NET_CLS_BPF=m
CONFIG_NET_SCH_INGRESS=m
`,
  has: on("clang", "bpftool", "iptables"),
};

test.each<[string, Partial<Machine>]>([
  ["the kernel and all programs", {}],
  ["a kernel that does not say what it was built with", { config: undefined }],
  ["means to fetch the programs", { has: on("apt-get", "dpkg-deb") }],
])("a machine with %s can have policies enforced", (_, has) => {
  expect(lackOf({ ...machine, ...has })).toBeUndefined();
});

test.each<[Partial<Machine>, string]>([
  [{ filesystems: "nodev\tsysfs\nnodev\tbpf_other\n\text4\n" }, "this machine's kernel has no BPF"],
  [
    { config: "CONFIG_BPF_SYSCALL=y\nCONFIG_BPF_JIT=y\nCONFIG_NET_CLS_ACT=y\n# CONFIG_NET_CLS_BPF is not set\n" },
    "this machine's kernel was built without CONFIG_NET_CLS_BPF, CONFIG_NET_SCH_INGRESS",
  ],
  [
    { has: on("iptables", "dpkg-deb") },
    "clang, bpftool are not on PATH, and this machine has no apt-get to fetch them with",
  ],
])("with %j it cannot: %s", (lacks, reason) => {
  expect(lackOf({ ...machine, ...lacks })).toBe(reason);
});
