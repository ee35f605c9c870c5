import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { checkout } from "../../lab/folders";
import { tools } from "../../lab/tools";
import launcher from "../../launcher/node/package.json";
import program from "../../package.json";
import policy from "../../policy/package.json";
import { versions } from "../../settings";

/** Every mention of a version says what settings/versions.json says. */

const read = (...path: string[]): string => readFileSync(join(checkout, ...path), "utf8");
const [oldestNode] = versions.node.tested;
const newestNode = versions.node.tested.at(-1);

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
        readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
      }
    >
  >;
}

/** What the workflows give to an action as one of its inputs, by workflow and job: of a matrix, all that is in it. */
function given(action: string, input: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const file of readdirSync(join(checkout, ".github", "workflows"))) {
    const { jobs } = parse(read(".github", "workflows", file)) as Workflow;
    for (const [name, { strategy, steps }] of Object.entries(jobs)) {
      for (const { uses, with: inputs } of steps.filter(({ uses }) => uses?.startsWith(`${action}@`))) {
        const value = inputs?.[input];
        const [, row] = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(String(value)) ?? [];
        found[`${file}: ${name}`] = row ? strategy?.matrix[row] : (value ?? `none for ${uses}`);
      }
    }
  }
  return found;
}

test("the workflows run on tested releases of Node", () => {
  expect(given("actions/setup-node", "node-version")).toEqual({
    "nightly.yml: soak": newestNode,
    "nightly.yml: bench": newestNode,
    "nightly.yml: images": newestNode,
    "pull-request.yml: test": versions.node.tested,
    "pull-request.yml: policy": newestNode,
    "pull-request.yml: review": newestNode,
    "release.yml: production": newestNode,
  });
});

test("the workflows install that Go", () => {
  expect(given("actions/setup-go", "go-version")).toEqual({
    "nightly.yml: soak": versions.go,
    "nightly.yml: bench": versions.go,
    "pull-request.yml: test": versions.go,
  });
});

test("a release is done with that CLI", () => {
  expect(given("pulumi/actions", "pulumi-version")).toEqual({ "release.yml: production": versions.pulumiCli });
});

test("of every tested Node it is known until when it gets patches", () => {
  expect(Object.keys(versions.node.support.patchedUntil ?? {})).toEqual(versions.node.tested.map(String));
});

test("both packages ask for the oldest tested Node, and pin the SDK of that CLI", () => {
  const pinned = ({ engines, dependencies }: typeof program | typeof policy) => ({
    engines,
    sdk: dependencies["@pulumi/pulumi"],
  });
  const expected = { engines: { node: `>=${oldestNode}` }, sdk: versions.pulumiCli };
  expect([program, policy].map(pinned)).toEqual([expected, expected]);
});

test.each(Object.entries(launcher.optionalDependencies))("%s, which the launcher installs, is tested", (_, version) => {
  expect(versions.node.tested).toContain(Number(version.split(".")[0]));
});

test("the README asks for the oldest tested Node and that Go", () => {
  const asked = read("README.md").match(/^\| (Node|Go) \S+ or newer/gm);
  expect(asked).toEqual([`| Node ${oldestNode} or newer`, `| Go ${versions.go} or newer`]);
});

test("no module in lab/builds asks for a newer Go", () => {
  const lines = readdirSync(join(checkout, "lab", "builds"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => /^go ([0-9]+\.[0-9]+)/m.exec(read("lab", "builds", name, "go.mod"))?.[1] ?? name);
  expect(lines.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1)).toBe(versions.go);
});

test("the CLI is built from the module of that release", () => {
  const release = `v${versions.pulumiCli}`;
  const { version, ldflags } = tools.pulumi;
  expect({ version, ldflags }).toEqual({
    version: release,
    ldflags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${release}`,
  });
  expect(read("lab", "builds", "pulumi", "go.mod").match(/github\.com\/pulumi\/pulumi\/(pkg|sdk)\/v3 v\S+/g)).toEqual([
    `github.com/pulumi/pulumi/pkg/v3 ${release}`,
    `github.com/pulumi/pulumi/sdk/v3 ${release}`,
  ]);
});

describe("where there is no CLI", () => {
  const cache = mkdtempSync(join(tmpdir(), "mop-versions-"));

  beforeEach(() => {
    vi.stubEnv("MOP_CACHE", cache);
    vi.stubEnv("MOP_OFFLINE", undefined);
    // Nothing is on it, Go neither: what cannot be downloaded cannot be built.
    vi.stubEnv("PATH", cache);
    vi.resetModules();
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    vi.resetModules();
  });

  afterAll(() => rmSync(cache, { recursive: true }));

  test("that release is downloaded, into a folder of its own", async () => {
    const install = vi.spyOn(PulumiCommand, "install").mockRejectedValue(new Error("no network"));
    const { findPulumiCli } = await import("../../cli/engine/pulumi-cli");
    const ignore = () => {};
    expect(await findPulumiCli(ignore, ignore)).toBeUndefined();
    expect(
      install.mock.calls.map(([options]) => ({ root: options?.root, version: options?.version?.version })),
    ).toEqual([{ root: join(cache, `pulumi-cli-${versions.pulumiCli}`), version: versions.pulumiCli }]);
  });
});
