import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentOf, labImageOf, specOf, stackReferences } from "../../../../lab/images";
import { type LabImageName, labImages } from "../../../../lab/images/catalogue";
import { checkSpec } from "../../../../lab/images/spec";

/** What the lab's images hold, against what the manifests of all stacks ask for. */

const golden = join(__dirname, "..", "..", "..", "golden");

/** Every image of every rendered stack, and the programs that a container starts instead of the image's own. */
const rendered = readdirSync(golden, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(join(golden, file), "utf8"));
const references = [
  ...new Set(rendered.flatMap((text) => [...text.matchAll(/^ +(?:- )?image: (\S+)$/gm)].map(([, name]) => name))),
].sort();

test("there is one for every image of every rendered stack", () => {
  expect(Object.fromEntries(references.map((reference) => [reference, labImageOf(reference)]))).toEqual({
    "docker.io/grafana/alloy:v1.19.2": "grafana/alloy",
    "docker.io/grafana/loki:3.7.8": "grafana/loki",
    "docker.io/grafana/mimir:3.2.0": "grafana/mimir",
    "docker.io/grafana/tempo:3.0.3": "grafana/tempo",
    "docker.io/otel/ebpf-instrument:v0.15.2": "otel/ebpf-instrument",
    "registry.example.com/mirror/grafana/alloy:v1.19.2": "grafana/alloy",
    "registry.example.com/mirror/grafana/loki:3.7.8": "grafana/loki",
    "registry.example.com/mirror/grafana/mimir:3.2.0": "grafana/mimir",
    "registry.example.com/mirror/grafana/tempo:3.1.0": "grafana/tempo",
    "registry.example.com/mirror/otel/ebpf-instrument:v0.15.2": "otel/ebpf-instrument",
  });
});

test("the images of settings/images.json are those of dev", () => {
  expect([...stackReferences].sort()).toEqual(references.filter((name) => name.startsWith("docker.io/")));
});

test("no container starts anything but its image's own program", () => {
  expect(rendered.filter((text) => /^ +(- )?command:/m.test(text))).toEqual([]);
});

test("a reference is told apart by its name, whatever its host, port and digest are", () => {
  const digest = `@sha256:${"0".repeat(64)}`;
  expect(labImageOf("localhost:5000/grafana/loki")).toBe("grafana/loki");
  expect(labImageOf(`localhost:5000/grafana/loki:3.7.8${digest}`)).toBe("grafana/loki");
  expect(() => labImageOf("docker.io/notgrafana/loki:3.7.8")).toThrow(
    "The lab has no image that could go by docker.io/notgrafana/loki:3.7.8. It has: grafana/alloy, grafana/loki, " +
      "grafana/mimir, grafana/tempo, otel/ebpf-instrument, coredns/coredns, pause.",
  );
});

test("each can be built, and says what it is and where that comes from", () => {
  for (const name of Object.keys(labImages) as LabImageName[]) {
    const spec = specOf(name, [`docker.io/${name}:1`]);
    expect(() => checkSpec(spec)).not.toThrow();
    expect(Object.keys(spec.labels)).toEqual(
      expect.arrayContaining(["title", "version", "source"].map((label) => `org.opencontainers.image.${label}`)),
    );
  }
});

test("an image that is not what its name says has that in a label and in a line", () => {
  const [, , mimir] = references;
  expect(specOf("grafana/mimir", [mimir]).labels).toEqual({
    "org.opencontainers.image.title": "Mimir",
    "org.opencontainers.image.version": "about 3.1",
    "org.opencontainers.image.source": "https://github.com/grafana/mimir",
    "org.opencontainers.image.revision": "aced80d74930",
    "mop.invalid/stand-in": "Mimir of a commit of about 3.1 in place of the release, which no Go module has.",
  });
  expect(contentOf("grafana/loki", ["docker.io/grafana/loki:3.7.8"])).toBe("Loki v3.7.8");
  expect(contentOf("grafana/loki", [`docker.io/grafana/loki:3.7.8@sha256:${"0".repeat(64)}`])).toBe(
    "built here, not what its digest names: Loki v3.7.8",
  );
  expect(contentOf("grafana/tempo", [])).toBe(
    "The lab's own trace-sink, which keeps traces in memory and a journal, in place of Tempo, which no Go module has.",
  );
});
