import { stateProtected } from "../../../../policy/rules/state-protected";
import { deployment, resource, unknownList, workloads } from "../resources";
import { testRule } from "../test-rule";

type Options = Parameters<typeof resource>[2];
const open: Options = { protect: false };

const claim = (options: Options, name = "data") =>
  resource("core/v1:PersistentVolumeClaim", { metadata: { name } }, options);

const volume = (options: Options) =>
  resource("core/v1:PersistentVolume", { metadata: { name: "disk", namespace: undefined } }, options);

const store = (options: Options, volumeClaimTemplates: unknown = [{ metadata: { name: "data" } }]) =>
  resource("apps/v1:StatefulSet", { spec: { volumeClaimTemplates } }, options);

const violation = (title: string, found: string, fix: string) =>
  [
    `${title}: ${found}`,
    "  why: a renamed resource or a changed immutable field deletes it, and what comes in its place can be empty",
    `  fix: the resource option ${fix}`,
    "  or:  allow it in the pack's config, in state-protected.allow",
  ].join("\n");

const isOpen = (title: string) => violation(title, "it is not protected", "protect: true");
const isDeleted = (title: string) =>
  violation(title, "it is deleted before it is replaced", "deleteBeforeReplace: false");

testRule(stateProtected, {
  passes: {
    "what is protected": [claim({}), volume({}), store({})],
    "what nobody says it of": [
      claim({ protect: undefined, deleteBeforeReplace: undefined }),
      store({ protect: undefined }),
    ],
    "a StatefulSet without volumes": [store(open, null), store(open, []), { ...workloads().StatefulSet, ...open }],
    "what holds no data": { ...deployment(), protect: false, deleteBeforeReplace: true },
    "what holds data and is allowed to go": {
      of: [claim(open, "data-cache"), claim({ deleteBeforeReplace: true }, "data-tmp"), volume(open)],
      settings: {
        allow: [
          { kind: "PersistentVolumeClaim", name: "data-*", namespace: "shop", why: "it is filled anew" },
          { kind: "PersistentVolume", name: "disk", why: "it is filled anew" },
        ],
      },
    },
    "a kind of that name of somebody's own": resource("example.com/v1:PersistentVolumeClaim", {}, open),
  },
  fails: {
    "what is not protected": {
      of: [claim(open), volume(open), store(open)],
      says: [
        isOpen("PersistentVolumeClaim shop/data"),
        isOpen("PersistentVolume disk"),
        isOpen("StatefulSet shop/web"),
      ],
    },
    "what is deleted first": {
      of: claim({ deleteBeforeReplace: true }),
      says: [isDeleted("PersistentVolumeClaim shop/data")],
    },
    "both at once": {
      of: store({ protect: false, deleteBeforeReplace: true }),
      says: [isOpen("StatefulSet shop/web"), isDeleted("StatefulSet shop/web")],
    },
    "others than the one that is allowed": {
      of: [claim(open, "cache"), claim(open)],
      settings: {
        allow: [
          { kind: "PersistentVolumeClaim", name: "cache", why: "it is filled anew" },
          { kind: "StatefulSet", name: "data", why: "it is of another kind" },
          { kind: "PersistentVolumeClaim", name: "*", namespace: "bank", why: "they are somewhere else" },
        ],
      },
      says: [isOpen("PersistentVolumeClaim shop/data")],
    },
  },
  unknown: {
    "whether one of two has volumes": {
      of: [store(open, unknownList), claim(open)],
      says: [
        "(unjudged) StatefulSet shop/web: not judged, since spec.volumeClaimTemplates is not known yet",
        isOpen("PersistentVolumeClaim shop/data"),
      ],
    },
  },
});
