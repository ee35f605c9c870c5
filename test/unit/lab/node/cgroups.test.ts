import { cgroupTrees, controllersToAdd } from "../../../../lab/node/cgroups";

test("with version 1 each group of controllers has a tree of its own", () => {
  const mounts = `tmpfs /sys/fs/cgroup tmpfs rw,relatime,mode=755 0 0
cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
/dev/vda / ext4 rw 0 0
`;
  expect(cgroupTrees(mounts)).toEqual([
    "/sys/fs/cgroup/cpu,cpuacct",
    "/sys/fs/cgroup/memory",
    "/sys/fs/cgroup/unified",
  ]);
});

test("with version 2 there is one", () => {
  expect(cgroupTrees("cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev 0 0\nproc /proc proc rw 0 0\n")).toEqual([
    "/sys/fs/cgroup",
  ]);
});

test.each([
  ["cpuset cpu io memory hugetlb pids rdma misc\n", "cpuset cpu io memory hugetlb pids rdma misc\n", ""],
  ["cpuset cpu io memory hugetlb pids\n", "cpu memory pids\n", "+cpuset +hugetlb"],
  ["cpuset cpu io memory pids\n", "\n", "+cpu +cpuset +memory +pids"],
  // Beside trees of version 1, which hold all controllers.
  ["\n", "\n", ""],
])("of the controllers %j, with %j handed down, kubelet lacks %j", (available, handedDown, added) => {
  expect(controllersToAdd(available, handedDown)).toBe(added);
});
