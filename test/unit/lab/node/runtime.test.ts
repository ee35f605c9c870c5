import { realNodes } from "../../../../lab/control-plane/addresses";
import { kubeletConfig, proxyConfig } from "../../../../lab/node/kubelet";
import { maySetOomScores, networkConfig, runtimeConfig } from "../../../../lab/node/runtime";

const [, node] = realNodes;

test.each([
  ["000001ffffffffff", true],
  ["000001fffeffffff", false],
  ["0000000001000000", true],
  ["0000000000000000", false],
])("with the capabilities %s a lower OOM score may be given: %s", (bits, may) => {
  expect(maySetOomScores(`Name:\tnode\nCapPrm:\t0000000000000000\nCapEff:\t${bits}\n`)).toBe(may);
});

test("containerd finds the pause image, the plugins and the network, and keeps to the OOM scores that it may set", () => {
  expect(runtimeConfig({ networkFolder: "/lab/network", plugins: "/opt/cni/bin", maySetOomScores: false }))
    .toBe(`version = 2
root = "/var/lib/containerd"
state = "/run/containerd"

[grpc]
  address = "/run/containerd/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.k8s.io/pause:3.10"
  restrict_oom_score_adj = true
  enable_unprivileged_ports = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
    conf_dir = "/lab/network"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`);
});

test("each pod is tied to the node by a link of its own, of which other plugins take care then", () => {
  expect(networkConfig(node, [{ type: "next" }]).plugins).toEqual([
    {
      type: "ptp",
      ipam: {
        type: "host-local",
        dataDir: "/run/cni-addresses",
        ranges: [[{ subnet: "10.244.2.0/24", gateway: "10.244.2.1" }]],
        routes: [{ dst: "0.0.0.0/0" }],
      },
    },
    { type: "next" },
  ]);
});

test("kubelet asks the API server who calls and what they may, and evicts nobody for a full disk", () => {
  expect(kubeletConfig(node, "/lab", "/lab/node/resolv.conf")).toMatchObject({
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: "/lab/certificates/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: "/lab/certificates/kubelet-real-2.crt",
    tlsPrivateKeyFile: "/lab/certificates/kubelet-real-2.key",
    healthzBindAddress: "172.30.0.3",
    clusterDNS: ["10.96.0.10"],
    clusterDomain: "cluster.local",
    resolvConf: "/lab/node/resolv.conf",
    failCgroupV1: false,
    evictionHard: { "imagefs.available": "0%", "nodefs.available": "0%", "nodefs.inodesFree": "0%" },
    imageGCHighThresholdPercent: 100,
    maxPods: 110,
  });
});

test("kube-proxy leaves alone what belongs to the whole machine", () => {
  const { mode, conntrack } = proxyConfig(node, "/lab/node/kube-proxy.kubeconfig");
  expect({ mode, conntrack }).toEqual({
    mode: "nftables",
    conntrack: { maxPerCore: 0, min: 0, tcpCloseWaitTimeout: "0s", tcpEstablishedTimeout: "0s" },
  });
});
