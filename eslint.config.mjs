import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/", "rendered/", "test/golden/", "**/*.mjs", "**/*.js"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "@pulumi": pulumi },
    rules: {
      // An Output in a template literal prints as a warning text instead of its value.
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // `export =` is how a Pulumi program hands over its function.
      "@typescript-eslint/no-require-imports": "off",
    },
  },
);
