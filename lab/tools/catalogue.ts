/** What the lab needs: programs that are built from a published Go module, files of it, or both; or packages. */
export type Tool = ModuleTool | PackagedTool;

/** What is built from C, or is made for one distribution: packages of the machine's own, whichever version it has. */
export interface PackagedTool {
  readonly packages: readonly string[];
  readonly version: string;
  /** Names that programs of them get only when installed, and the program that is meant. */
  readonly alternatives?: Readonly<Record<string, string>>;
}

export interface ModuleTool {
  /** Folder below lab/builds that pins the module. */
  readonly build: string;
  /** Name of each program and the package that it is built from. */
  readonly programs: Readonly<Record<string, string>>;
  readonly version: string;
  /** What a program on PATH must say of its version to be taken instead. Without it the tool is always built. */
  readonly accepts?: RegExp;
  /** Linker settings that put the version in. */
  readonly ldflags?: string;
  /** YAML files of the module that are needed at run time, joined into one: its name, and their folders in the module. */
  readonly files?: { readonly module: string; readonly name: string; readonly from: readonly string[] };
  /** A folder of the module that is needed at run time, taken as it is. */
  readonly folder?: { readonly module: string; readonly name: string };
}

const kubernetesVersion = ["gitVersion=v1.37.2", "gitMajor=1", "gitMinor=37"]
  .map((setting) => `-X k8s.io/component-base/version.${setting}`)
  .join(" ");

export const tools = {
  etcd: { build: "etcd", programs: { etcd: "go.etcd.io/etcd/server/v3" }, version: "v3.7.3", accepts: /\b3\.7\./ },
  kubernetes: {
    build: "kubernetes",
    programs: Object.fromEntries(
      ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"].map((name) => [
        name,
        `k8s.io/kubernetes/cmd/${name}`,
      ]),
    ),
    version: "v1.37.2",
    accepts: /\bv1\.37\./,
    ldflags: kubernetesVersion,
  },
  kwok: {
    build: "kwok",
    programs: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
    version: "v0.8.0",
    files: {
      module: "sigs.k8s.io/kwok",
      name: "stages.yaml",
      from: ["node/fast", "node/heartbeat", "pod/fast"].map((stage) => `kustomize/stage/${stage}`),
    },
  },
  "cert-manager": {
    build: "cert-manager",
    programs: {},
    version: "v1.21.2",
    files: { module: "github.com/cert-manager/cert-manager", name: "crds.yaml", from: ["deploy/crds"] },
  },
  node: {
    build: "node",
    programs: Object.fromEntries(["kubelet", "kube-proxy"].map((name) => [name, `k8s.io/kubernetes/cmd/${name}`])),
    version: "v1.37.2",
    accepts: /\bv1\.37\./,
    ldflags: kubernetesVersion,
  },
  coredns: {
    build: "coredns",
    programs: { coredns: "." },
    version: "v1.15.0",
  },
  cilium: {
    build: "cilium",
    programs: {
      daemon: "github.com/cilium/cilium/daemon",
      "cilium-cni": "github.com/cilium/cilium/plugins/cilium-cni",
    },
    version: "v1.15.19",
    files: {
      module: "github.com/cilium/cilium",
      name: "crds.yaml",
      from: ["v2", "v2alpha1"].map((version) => `pkg/k8s/apis/cilium.io/client/crds/${version}`),
    },
    folder: { module: "github.com/cilium/cilium", name: "bpf" },
  },
  "policy-programs": {
    packages: ["clang", "bpftool", "iptables"],
    version: "of this machine's distribution",
    alternatives: { iptables: "xtables-nft-multi" },
  },
  containers: {
    packages: ["containerd", "runc", "containernetworking-plugins", "nftables"],
    version: "of this machine's distribution",
  },
  pulumi: {
    build: "pulumi",
    programs: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    version: "v3.276.0",
    ldflags: "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.276.0",
  },
  alloy: { build: "alloy", programs: { alloy: "." }, version: "v1.19.2" },
  mimir: { build: "mimir", programs: { mimir: "github.com/grafana/mimir/cmd/mimir" }, version: "about 3.1" },
  loki: { build: "loki", programs: { loki: "github.com/grafana/loki/v3/cmd/loki" }, version: "v3.7.8" },
  beyla: {
    build: "beyla",
    programs: { beyla: "." },
    version: "v2.4.3-alloy",
    ldflags: "-X github.com/grafana/beyla/v2/pkg/buildinfo.Version=v2.4.3-alloy",
  },
  "trace-sink": { build: "trace-sink", programs: { "trace-sink": "." }, version: "of this checkout" },
  pause: { build: "pause", programs: { pause: "." }, version: "of this checkout" },
  versitygw: {
    build: "versitygw",
    programs: { versitygw: "github.com/versity/versitygw/cmd/versitygw" },
    version: "v1.8.0",
  },
  crane: {
    build: "crane",
    programs: { crane: "github.com/google/go-containerregistry/cmd/crane" },
    version: "v0.22.1",
  },
  actionlint: {
    build: "actionlint",
    programs: { actionlint: "github.com/rhysd/actionlint/cmd/actionlint" },
    version: "v1.7.12",
  },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;
