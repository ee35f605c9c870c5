import { z } from "zod";
import { byteQuantity, cpuQuantity, dnsName, labelName, labelValue, namespacePattern, text } from "./leaves";

/** What the sections of a stack file are made from. */

/** A section of the stack file. Its docstring becomes the heading in docs/settings.md. */
export const section = <T extends z.ZodRawShape>(description: string, shape: T) =>
  z
    .strictObject(shape, {
      error: (issue) => (issue.code === "invalid_type" ? `a map with ${Object.keys(shape).join(", ")}` : undefined),
    })
    .describe(description);

export const list = <T extends z.ZodType>(of: T, words: string) => z.array(of, { error: words });

/** Namespaces, some by pattern. */
export const namespaceList = list(namespacePattern, 'a list of namespaces or patterns such as ["shop-*"]');

/** Labels or annotations as selectors compare them: any text. */
export const labels = z.record(z.string(), text("text"), { error: "a map of names to text" });

/** Labels as the API server takes them. */
export const labelMap = z.record(labelName, labelValue, { error: "a map of label names to values" });

export const resources = section("What a container asks for and may use.", {
  requests: section("What the scheduler sets aside.", { cpu: cpuQuantity, memory: byteQuantity }),
  limits: section("What the container may not exceed.", { cpu: cpuQuantity, memory: byteQuantity }),
});

export const storage = section("The volume of each pod.", {
  size: byteQuantity.describe("size of each volume; changing it later takes the steps in docs/operations.md"),
  class: dnsName.optional().describe("StorageClass; the cluster's default one when not set"),
});

export const version = text('a release such as "v1.2.3" or "3.2.1"', /^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe(
  "tag of the image",
);

/** Merged over the generated configuration; each component checks it, see components/checks.ts. */
export const extraConfig = z
  .record(z.string(), z.unknown(), { error: "a map in the component's own configuration format" })
  .describe("merged over the generated configuration, for what no setting covers");
