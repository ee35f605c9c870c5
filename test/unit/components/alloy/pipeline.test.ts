import { graph, identity } from "./blocks";
import * as chains from "./chains";
import { gateway } from "./stacks";

describe.each([
  ["dev", chains.dev],
  ["staging", chains.staging],
  ["production", chains.production],
  ["distributed", chains.distributed],
])("%s", (stack, expected) => {
  test("the blocks, in the order in which telemetry passes", () => {
    expect(gateway(stack).map(identity)).toEqual(expected.blocks);
  });

  test("who hands on to whom", () => {
    expect(graph(gateway(stack))).toEqual(expected.graph);
  });
});
