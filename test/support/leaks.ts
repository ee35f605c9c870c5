import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/** How many promises of Pulumi's nobody waited for; the test runner swallows Pulumi's own report of them. */
export function leakedPromises(): number {
  const { leakedPromises: leaked } = debuggable as unknown as { leakedPromises: () => [Set<unknown>, string] };
  return leaked()[0].size;
}
