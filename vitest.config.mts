import { defineConfig } from "vitest/config";

/**
 * Suites by what they need: unit needs Node alone, backends and lab need Go as well, real and soak need Linux and root,
 * too. What watches a clock for minutes is in soak, which CI leaves to the night.
 */
const project = (name: string, workers?: number) => ({
  test: {
    name,
    globals: true,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Suites share what they load: @pulumi/kubernetes alone takes a second and more.
    isolate: false,
    unstubEnvs: true,
    sequence: { hooks: "list" as const },
    ...(workers ? { maxWorkers: workers } : {}),
  },
});

export default defineConfig({
  test: {
    projects: [project("unit", 2), project("backends", 1), project("lab", 1), project("real", 1), project("soak", 2)],
  },
});
