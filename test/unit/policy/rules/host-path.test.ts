import { hostPath } from "../../../../policy/rules/host-path";
import { container, deployment, resource, unknownList, unknownObject, unknownText, workloads } from "../resources";
import { testRule } from "../test-rule";

const logs = { name: "logs", hostPath: { path: "/var/log", type: "Directory" } };
const readOnly = { name: "logs", mountPath: "/logs", readOnly: true };
const writable = { name: "logs", mountPath: "/logs" };
const mounting = (...volumeMounts: object[]) =>
  deployment({ volumes: [logs], containers: [container({ volumeMounts })] });
const allowed = { kind: "Deployment", name: "w*", namespace: "sh*p", path: "/var/log", why: "it reads the logs" };
const allowing = (change: object = {}) => ({ allow: [{ ...allowed, ...change }] });

const said = (found: string, fix: string): string =>
  [
    `Deployment shop/web${found}`,
    "  why: a file of the node that can be read or written is a way out of the container",
    `  fix: spec.template.spec.${fix}`,
    "  or:  allow it in the pack's config, in host-path.allow",
  ].join("\n");
const mounts = said(": it mounts /var/log of the node", "volumes[0]: take it out");
const writes = (title: string, where: string): string =>
  said(`, ${title}: it can write to /var/log of the node`, `${where}.readOnly: true`);

testRule(hostPath, {
  passes: {
    "no volumes": deployment(),
    "volumes of other kinds": deployment({
      volumes: [
        { name: "tmp", emptyDir: {} },
        { name: "settings", configMap: { name: "settings" }, hostPath: null },
      ],
    }),
    "what makes no pods": resource("core/v1:PersistentVolume", { spec: { hostPath: { path: "/data" } } }),
    "every kind of workload": Object.values(workloads()),
    "an allowed folder, read-only": { of: mounting(readOnly), settings: allowing() },
    "an allowed folder that nothing mounts": { of: mounting(), settings: allowing() },
    "an allowed folder beside another mount that can be written": {
      of: mounting(readOnly, { name: "tmp", mountPath: "/tmp" }),
      settings: allowing({ namespace: undefined }),
    },
    "a folder that may be written": { of: mounting(writable), settings: allowing({ writable: true }) },
    "a folder that may be written by the second entry": {
      of: mounting(writable),
      settings: { allow: [allowed, { ...allowed, writable: true }] },
    },
  },
  fails: {
    "two folders": {
      of: deployment({ volumes: [logs, { name: "tmp", emptyDir: {} }, { name: "root", hostPath: { path: "/" } }] }),
      says: [mounts, said(": it mounts / of the node", "volumes[2]: take it out")],
    },
    "a folder without a path": {
      of: deployment({ volumes: [{ name: "logs", hostPath: {} }] }),
      says: [said(": it mounts a folder of the node", "volumes[0]: take it out")],
    },
    "another folder than is allowed, below it": {
      of: mounting(writable),
      settings: allowing({ path: "/var" }),
      says: [mounts],
    },
    ...Object.fromEntries(
      [{ kind: "DaemonSet" }, { name: "we" }, { namespace: "shop-*" }].map((other) => [
        `allowed for another ${Object.keys(other)[0]}`,
        { of: mounting(readOnly), settings: allowing(other), says: [mounts] },
      ]),
    ),
    "an allowed folder that containers can write": {
      of: deployment({
        volumes: [{ name: "tmp", emptyDir: {} }, logs],
        initContainers: [container({ name: "copy", volumeMounts: [writable] })],
        containers: [container({ volumeMounts: [readOnly, { ...writable, readOnly: false }] })],
        ephemeralContainers: [{ name: "debug", volumeMounts: [writable] }],
      }),
      settings: allowing({ writable: false }),
      says: [
        writes('init container "copy"', "initContainers[0].volumeMounts[0]"),
        writes('container "web"', "containers[0].volumeMounts[1]"),
        writes('ephemeral container "debug"', "ephemeralContainers[0].volumeMounts[0]"),
      ],
    },
  },
  unknown: {
    "one of two folders": {
      of: deployment({ volumes: [logs, { name: "data", hostPath: { path: unknownText } }] }),
      says: [
        mounts,
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.volumes[1].hostPath.path is not known yet",
      ],
    },
    "one of two volumes": {
      of: deployment({ volumes: [unknownObject, { name: "data", hostPath: { path: "/data" } }] }),
      says: [
        said(": it mounts /data of the node", "volumes[1]: take it out"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.volumes[0] is not known yet",
      ],
    },
    "whether one of two mounts can be written": {
      of: mounting({ ...writable, readOnly: unknownText }, writable),
      settings: allowing(),
      says: [
        writes('container "web"', "containers[0].volumeMounts[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].volumeMounts[0].readOnly is not known yet",
      ],
    },
    "all volumes": {
      of: deployment({ volumes: unknownList }),
      says: ["(unjudged) Deployment shop/web: not judged, since spec.template.spec.volumes is not known yet"],
    },
  },
});
