import { askRegistries, planOf } from "../../../cli/lab-images";
import { RegistryStandIn, sha256 } from "./registry/stand-in";

const loki = "docker.io/grafana/loki:3.7.8";
const tempo = "docker.io/grafana/tempo:3.0.3";
const pause = "registry.k8s.io/pause:3.10";
const digest = sha256("loki");

test("where no registry answers everything is built, and nothing is said of it", () => {
  const { tools, note } = planOf([pause, loki, tempo], new Map());
  expect({ tools, note }).toEqual({ tools: ["pause", "loki", "trace-sink"], note: undefined });
});

test("what is pulled takes crane and needs no building; what its registry refuses is built, and it is said why", () => {
  const { tools, note } = planOf(
    [pause, loki, tempo],
    new Map([
      [loki, { digest }],
      [tempo, { refused: "404 Not Found" }],
    ]),
  );
  expect({ tools, note }).toEqual({
    tools: ["crane", "pause", "trace-sink"],
    note: `built, as their registries do not give them: ${tempo} (404 Not Found)`,
  });
});

test("where all are pulled nothing but crane is needed", () => {
  expect(planOf([loki], new Map([[loki, { digest }]])).tools).toEqual(["crane"]);
});

test("of a tag and a digest the digest is asked for, and pulled", async () => {
  const registry = await RegistryStandIn.start({ "grafana/loki": { "3.7.8": "loki", "3.7.9": "newer" } });
  const promised = `${registry.host}/grafana/loki:3.7.9@${digest}`;
  const unknown = `${registry.host}/grafana/loki:3.7.9@${sha256("unknown")}`;
  expect(await askRegistries([promised, unknown])).toEqual(
    new Map<string, unknown>([
      [promised, { digest }],
      [unknown, { refused: "404 Not Found" }],
    ]),
  );
  await registry.stop();
});

test("a registry that does not answer in time is not in reach, and others are not waited for because of it", async () => {
  const registry = await RegistryStandIn.start({ "grafana/loki": { "3.7.8": "loki", "3.7.7": "silent" } });
  registry.trouble = (_, path) => (path.endsWith("/3.7.7") ? "silence" : undefined);
  const [given, silent] = ["3.7.8", "3.7.7"].map((tag) => `${registry.host}/grafana/loki:${tag}`);
  expect(await askRegistries([silent, given], 200)).toEqual(new Map([[given, { digest }]]));
  await registry.stop();
});
