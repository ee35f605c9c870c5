import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { checkout } from "../../../lab/folders";
import { judgeAll, type Resource } from "../../../policy/offline";

const folder = join(checkout, "test", "fixtures", "third-party");
const text = (file: string): string => readFileSync(join(folder, file), "utf8");

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** A manifest as a stack would register it that protects nothing. */
function registered(manifest: Manifest): Resource {
  const { apiVersion, kind, metadata } = manifest;
  const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
  const urn = `urn:pulumi:test::test::${type}::${metadata.name}`;
  return { type, name: metadata.name, urn, props: manifest, protect: false };
}

/** What an experienced hand finds in programs that others wrote, and nothing else: every line is a true finding. */
test.each(readdirSync(folder).filter((file) => file.endsWith(".yaml")))("%s breaks just these rules", (file) => {
  const resources = parseAllDocuments(text(file)).map((document) => registered(document.toJS() as Manifest));
  const lines = (order: readonly Resource[]): string[] =>
    judgeAll(order, "production", [], "2026-11-23")
      .map(({ level, rule, found }) => `${level} ${rule}  ${found}\n`)
      .sort();
  expect(lines(resources).join("")).toBe(text(file.replace(".yaml", ".violations.txt")));
  expect(lines([...resources].reverse())).toEqual(lines(resources));
});
