/** Suites by what they need: unit needs Node alone, backends and lab need Go as well. */
const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
});

module.exports = { projects: ["unit", "backends", "lab"].map(project), testTimeout: 600_000 };
