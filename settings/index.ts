/** The door of this folder: a stack's configuration in, one fully defaulted, read-only `Settings` out. */
export {
  type Check,
  configNamespace,
  configPath,
  type Fault,
  type Mend,
  type Path,
  SettingsError,
  shown,
} from "./faults";
export { type Image, type ImageName, imageReference, images, referenceOf, type Support } from "./images";
export { inCluster, shippedRedaction } from "./defaults";
export { parseSettings } from "./parse";
export { placeholderFaults } from "./placeholders";
export { environments, protocols, schema } from "./schema";
export { schemaFaults, unknownKey } from "./schema-faults";
export { type EngineConfig, readSettings, readStackFile, stackFile } from "./stack-file";
export { isTree, leaves, merge, type Tree, valueAt } from "./tree";
export type * from "./types";
export { bytes, inHours, inSeconds, mebibytes, millicores, milliseconds } from "./units";
export { type Versions, versions } from "./versions";
