import { nodeObjects, storageClass } from "../../../lab/control-plane/nodes";

const taintKeys = (kind: "fake" | "real") =>
  Object.fromEntries(
    nodeObjects(kind).map((node) => [
      node.metadata.name,
      (node as unknown as { spec: { taints: { key: string }[] } }).spec.taints.map(({ key }) => key),
    ]),
  );

test("where all nodes are fake only the two special ones keep pods off", () => {
  expect(taintKeys("fake")).toEqual({
    "control-plane-1": ["node-role.kubernetes.io/control-plane"],
    "worker-1": [],
    "worker-2": [],
    "worker-3": [],
    "worker-4": [],
    "windows-1": ["node.kubernetes.io/os"],
  });
});

test("beside a real node all fake ones do", () => {
  expect(taintKeys("real")).toEqual({
    "control-plane-1": ["node-role.kubernetes.io/control-plane", "mop.invalid/fake"],
    "worker-1": ["mop.invalid/fake"],
    "worker-2": ["mop.invalid/fake"],
    "worker-3": ["mop.invalid/fake"],
    "worker-4": ["mop.invalid/fake"],
    "windows-1": ["node.kubernetes.io/os", "mop.invalid/fake"],
  });
});

test.each([
  ["fake", "true"],
  ["real", "false"],
] as const)("with nodes that are %s, claims without a class get that of the fake ones: %s", (kind, isDefault) => {
  expect(storageClass(kind).metadata.annotations).toEqual({
    "storageclass.kubernetes.io/is-default-class": isDefault,
  });
});
