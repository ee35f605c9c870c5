import fc from "fast-check";
import { Judge, verdictText } from "../../../policy/judge/judge";
import type { Resource } from "../../../policy/judge/object";
import type { Rule } from "../../../policy/judge/rule";
import { ruleInfos } from "../../../policy/offline";
import { rules } from "../../../policy/rules";
import { configMap, container, deploymentWith, resource, unknownList, unknownText, workloads } from "./resources";
import { verdicts } from "./test-rule";

const all: readonly Rule[] = rules;

test("every rule says what it is, in the form of the others", () => {
  for (const { name, description, why, framework } of all) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(why).toMatch(/^[a-zA-Z].*[^.]$/);
    expect(framework.name).not.toBe("");
    expect(framework.reference).not.toBe("");
  }
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(ruleInfos.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
});

test("every rule judges something", () => {
  const judging = all.filter((one) => "check" in one || "checkStack" in one || "checkOther" in one);
  expect(judging).toEqual(all);
});

const types = [
  ...Object.values(workloads()).map(({ type }) => type),
  ...["ConfigMap", "Secret", "Service", "Namespace", "PersistentVolume"].map((kind) => `kubernetes:core/v1:${kind}`),
  ...["ClusterRole", "RoleBinding"].map((kind) => `kubernetes:rbac.authorization.k8s.io/v1:${kind}`),
  "kubernetes:networking.k8s.io/v1:Ingress",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "kubernetes:policy/v1:PodDisruptionBudget",
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:storage.k8s.io/v1:StorageClass",
  "kubernetes:cert-manager.io/v1:Certificate",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:helm.sh/v3:Release",
  "aws:s3/bucket:Bucket",
  "",
];

/** Words that rules look for, so that what is made up gets far into them. */
const words = [
  ...["metadata", "name", "namespace", "labels", "spec", "template", "containers", "initContainers", "image", "env"],
  ...["value", "resources", "limits", "requests", "memory", "cpu", "securityContext", "capabilities", "add", "drop"],
  ...["volumes", "hostPath", "path", "emptyDir", "rules", "verbs", "resources", "data", "obi.yaml", "config.alloy"],
  ...["podSelector", "policyTypes", "duration", "privateKey", "tls", "listeners", "replicas", "ports", "subjects"],
];
const texts = [
  "ebpf: { context_propagation: all }",
  "server: {}\ningester: {}\nquerier: {}",
  'a "b" { c = [',
  "http://a:1",
  unknownText,
];
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom(...words, ...texts, unknownList),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec((again) => ({
  value: fc.oneof(
    { depthSize: "large" },
    leaf,
    fc.array(again("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), again("value"), { maxKeys: 6 }),
  ),
}));

test("no rule fails on any resource, whatever it holds", () => {
  const arbitrary: fc.Arbitrary<Resource> = fc.record({
    type: fc.constantFrom(...types),
    name: fc.string(),
    urn: fc.string(),
    props: value,
    protect: fc.boolean(),
    deleteBeforeReplace: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 3 }), (resources) => {
      for (const rule of all) {
        const failed = verdicts(rule, resources).filter((text) => text.includes("the rule itself failed"));
        if (failed.length > 0) throw new Error(`${rule.name}: ${failed.join()}`);
      }
    }),
    { numRuns: 300 },
  );
});

test("no rule fails on any configuration file", () => {
  const name = fc.constantFrom("tempo.yaml", "obi.yaml", "config.alloy", "config.yaml", "x");
  fc.assert(
    fc.property(name, fc.oneof(fc.string(), fc.json()), (file, text) => {
      for (const rule of all) expect(verdicts(rule, [configMap(file, text)]).join()).not.toContain("itself failed");
    }),
    { numRuns: 300 },
  );
});

test("a rule that fails all the same ends nothing, and shows nothing of what it failed on", () => {
  const failing: Rule = {
    ...all[0],
    name: "failing",
    check: () => {
      throw new TypeError("the password is Tr0ub4dor&3");
    },
  };
  expect(new Judge("2026-11-23").resource(failing, deploymentWith({}), {}).map(verdictText)).toEqual([
    "web: not judged, the rule itself failed (TypeError): please report it",
  ]);
});

const secret = "Tr0ub4dor&3";
const url = `http://admin:${secret}@db.example.com/${secret}?token=${secret}#${secret}`;

/** Places where programs keep secrets. CrossGuard hands them to a policy in clear. */
const keepers: Readonly<Record<string, Resource>> = {
  environment: deploymentWith({
    env: [
      { name: "PASSWORD", value: secret },
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: url },
      { name: "GOMEMLIMIT", value: secret },
      { name: "DB_INSECURE", value: secret },
    ],
  }),
  arguments: deploymentWith({
    command: ["run", `--password=${secret}`, url],
    args: [`--db=${url}`, `--insecure=${secret}`, secret],
  }),
  "image, user and quantities": deploymentWith({
    image: secret,
    resources: { requests: { memory: secret, cpu: secret }, limits: { memory: secret } },
    securityContext: { runAsUser: secret, capabilities: { add: [secret], drop: [secret] } },
  }),
  annotations: resource("core/v1:Service", { metadata: { annotations: { password: secret } }, spec: { type: secret } }),
  Secret: resource("core/v1:Secret", {
    stringData: { password: secret, "loki.yaml": `url: ${url}` },
    data: { a: secret },
  }),
  YAML: configMap(
    "loki.yaml",
    JSON.stringify({
      distributor: {},
      ingester: { password: secret },
      querier: { url, insecure: secret },
      storage_config: { s3: { endpoint: url, secret_access_key: secret } },
      server: { tls_min_version: secret, http_tls_config: { cert_file: secret } },
      memberlist: { join_members: [secret] },
    }),
  ),
  Alloy: configMap(
    "config.alloy",
    `otelcol.exporter.otlp "a" { client { endpoint = "${url}" \n tls { insecure = true \n min_version = "${secret}" } } }\n` +
      `prometheus.remote_write "b" { endpoint { url = "${url}" \n basic_auth { password = "${secret}" } } }\n`,
  ),
};

test.each(Object.entries(keepers))("no verdict shows a secret: %s", (_, keeper) => {
  const told = all.flatMap((rule) => verdicts(rule, [keeper]));
  expect(told.filter((text) => text.includes(secret) || text.includes("Tr0ub"))).toEqual([]);
  expect(told.length > 0 || keeper.type.endsWith("Service") || keeper.type.endsWith("Secret")).toBe(true);
});

test("a good container is good by every rule", () => {
  const { name } = container() as { name: string };
  expect(name).toBe("web");
  const good = Object.values(workloads());
  for (const rule of all) expect([rule.name, verdicts(rule, good)]).toEqual([rule.name, []]);
});
