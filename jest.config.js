/** Suites by what they need: unit needs Node alone, backends and lab need Go as well, real needs Linux and root, too. */
const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
});

module.exports = { projects: ["unit", "backends", "lab", "real"].map(project), testTimeout: 600_000 };
