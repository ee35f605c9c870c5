import { X509Certificate } from "node:crypto";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { kubeconfigFile } from "../../lab/control-plane/kubeconfig";
import { cache, checkout } from "../../lab/folders";
import type { Tree } from "../../settings";
import { changed, eventually, kubectl, list, mop, must, objects, stackFileWith, testLab } from "./lab";

/**
 * Certificates on a real API server with cert-manager's real kinds. Who signs is the lab's own stand-in for cert-manager's
 * controller; what it signs is real.
 */

const namespace = "observability-dev";
const stack = (certificates: Tree = {}) =>
  stackFileWith({
    "mop:environment": "dev",
    "mop:cluster": { name: "dev" },
    "mop:tls": { enabled: true },
    "mop:certificates": { install: false, ...certificates },
    "mop:network": { policies: true, apiServer: [{ cidr: "10.0.0.1/32" }] },
  });
const up = (certificates?: Tree) => mop(["up", "--stack", "dev", "--config-file", stack(certificates)]);

beforeAll(() => {
  must(["lab", "stop", "--purge"]);
  must(["lab", "start"]);
});

afterAll(() => {
  must(["lab", "stop", "--purge"]);
});

interface Conditioned {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const readiness = () =>
  list<Conditioned>("issuers,clusterissuers,certificates", "--all-namespaces").map(
    ({ kind, metadata, status }) =>
      `${kind} ${metadata.namespace ?? "-"} ${metadata.name} ${status?.conditions?.find(({ type }) => type === "Ready")?.status}`,
  );

interface Secret {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

function secret(name: string, where = namespace): Readonly<Record<string, string>> {
  const { data } = JSON.parse(kubectl("get", "secret", name, "--namespace", where, "-o", "json")) as Secret;
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, "base64").toString()]));
}

const rootOf = (root: string) => secret(`observability-dev-ca-${root}`, "cert-manager")["tls.crt"];
const workloads = ["alloy", "loki", "mimir", "tempo"];

test("every issuer and certificate is accepted, and up waits until all are signed", () => {
  const { code } = up();
  expect(readiness().sort()).toEqual([
    "Certificate cert-manager observability-dev-ca-1 True",
    "Certificate obi-dev obi True",
    ...workloads.map((name) => `Certificate observability-dev ${name} True`),
    "ClusterIssuer - observability-dev-ca-1 True",
    "Issuer cert-manager observability-dev-self-signed True",
  ]);
  expect(code).toBe(0);
});

test.each(workloads)("%s has a certificate of the root, for its own names, as server and client", (name) => {
  const files = secret(`${name}-tls`);
  const [leaf, root] = [new X509Certificate(files["tls.crt"]), new X509Certificate(files["ca.crt"])];
  expect(files["ca.crt"]).toBe(rootOf("1"));
  expect([leaf.verify(root.publicKey), leaf.checkIssued(root), leaf.ca, root.ca]).toEqual([true, true, false, true]);
  expect(leaf.checkHost(`${name}.${namespace}.svc`)).toBe(`${name}.${namespace}.svc`);
  expect(leaf.checkHost(`${name === "loki" ? "mimir" : "loki"}.${namespace}.svc`)).toBe(undefined);
  expect(leaf.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBe(90 * 24 * 3_600_000);
  expect(Date.parse(root.validTo) - Date.parse(root.validFrom)).toBe(3_650 * 24 * 3_600_000);
});

test("a Secret that is deleted comes back with another key", async () => {
  const before = secret("mimir-tls");
  kubectl("delete", "secret", "mimir-tls", "--namespace", namespace);
  const after = await eventually(
    () => list<Secret>("secrets", "--namespace", namespace, "--field-selector", "metadata.name=mimir-tls"),
    ([found]) => found?.data["tls.crt"] !== undefined,
  );
  expect(after[0].type).toBe("kubernetes.io/tls");
  expect(secret("mimir-tls")["tls.key"]).not.toBe(before["tls.key"]);
  expect(secret("mimir-tls")["ca.crt"]).toBe(before["ca.crt"]);
});

describe("the root is replaced as docs/security.md says, old and new trusted together meanwhile", () => {
  const trust = () => ["1", "2"].map(rootOf);
  const issuerOf = (name: string) => {
    const { "tls.crt": certificate } = secret(`${name}-tls`);
    return ["1", "2"].filter((root) =>
      new X509Certificate(certificate).verify(new X509Certificate(rootOf(root)).publicKey),
    );
  };

  test("a second root comes into being, and nothing else changes", () => {
    const before = objects("dev").length - workloads.length;
    const { code, output } = up({ issuer: { roots: ["1", "2"] } });
    expect(/^\d+ .*unchanged\)$/m.exec(output)?.[0]).toBe(`2 create (${before} unchanged)`);
    expect(
      readiness()
        .filter((line) => line.includes("ca-2"))
        .sort(),
    ).toEqual(["Certificate cert-manager observability-dev-ca-2 True", "ClusterIssuer - observability-dev-ca-2 True"]);
    expect(code).toBe(0);
    expect(workloads.map(issuerOf)).toEqual(workloads.map(() => ["1"]));
  });

  test("both are trusted, which every pod learns by a restart", () => {
    const { code, output } = up({ issuer: { roots: ["1", "2"] }, trust: trust() });
    expect(changed(output).map((line) => line.split(":")[0])).toEqual([
      "+ ConfigMap mop-certificates-trust-agents",
      "+ ConfigMap mop-certificates-trust-backends",
      "~ DaemonSet mop-obi",
      ...workloads.map((name) => `~ StatefulSet mop-${name}`),
    ]);
    expect(code).toBe(0);
    const text = kubectl("get", "configmap", "mop-trust", "--namespace", namespace, "-o", "jsonpath={.data.ca\\.crt}");
    expect(text).toBe(trust().join(""));
  });

  test("the new one signs, and no pod restarts", () => {
    const { code, output } = up({ issuer: { roots: ["2", "1"] }, trust: trust() });
    expect(changed(output).map((line) => line.split(":")[0])).toEqual(
      ["alloy", "loki", "mimir", "obi", "tempo"].map((name) => `~ Certificate mop-certificates-${name}`),
    );
    expect(code).toBe(0);
    expect(workloads.map(issuerOf)).toEqual(workloads.map(() => ["2"]));
  });

  test("the old one goes", () => {
    const { code, output } = up({ issuer: { roots: ["2"] } });
    expect(changed(output).map((line) => line.split(":")[0])).toEqual([
      "- Certificate mop-certificates-root-1",
      "- ClusterIssuer mop-certificates-ca-1",
      "- ConfigMap mop-certificates-trust-agents",
      "- ConfigMap mop-certificates-trust-backends",
      "~ DaemonSet mop-obi",
      ...workloads.map((name) => `~ StatefulSet mop-${name}`),
    ]);
    expect(code).toBe(0);
  });
});

/** What the program finds wrong when it asks the lab's cluster about cert-manager. */
function asked(install: boolean): unknown {
  const kubeconfig = kubeconfigFile(join(cache, "labs", testLab));
  const certificates = { install, namespace: "cert-manager", issuer: { kind: "own" } };
  const settings = { stack: "dev", tls: { enabled: true }, certificates, cluster: { kubeconfig } };
  const script = `
    require("./components/certificates").certManagerFits(${JSON.stringify(settings)})
      .then((faults) => console.log(JSON.stringify(faults)));
  `;
  const words = ["--import", "tsx", "--input-type=commonjs", "--eval", script];
  return JSON.parse(execFileSync(process.execPath, words, { cwd: checkout, encoding: "utf8" }));
}

test("a cluster with cert-manager suits a stack that does not install it, and no other", () => {
  expect(asked(false)).toEqual([]);
  expect(asked(true)).toEqual([
    {
      path: ["certificates", "install"],
      found: "true, and the cluster has a namespace cert-manager that is not this stack's",
      expected: "false where cert-manager runs there already, or another mop:certificates.namespace",
      mend: [{ set: ["certificates", "install"], value: false }],
    },
  ]);
  kubectl("label", "namespace", "cert-manager", "app.kubernetes.io/instance=mop-dev");
  expect(asked(true)).toEqual([]);
});

test("a cluster without cert-manager's kinds suits one that installs it, and no other", () => {
  kubectl("delete", "crd", "certificates.cert-manager.io", "issuers.cert-manager.io", "clusterissuers.cert-manager.io");
  kubectl("delete", "namespace", "cert-manager");
  expect(asked(true)).toEqual([]);
  expect(asked(false)).toEqual([
    {
      path: ["certificates", "install"],
      found:
        "false, and the cluster does not know certificates.cert-manager.io, clusterissuers.cert-manager.io, issuers.cert-manager.io",
      expected: "true, to have cert-manager installed, or a cluster that has it, with its CRDs",
      mend: [{ set: ["certificates", "install"], value: true }],
    },
  ]);
});
