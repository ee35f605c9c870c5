/** The door of this folder: two renders of a stack in, what differs out. */
export { applied, type FieldChange, fieldChanges } from "./fields";
export { type Comparison, compareStacks, identityOf, type ObjectChange, objectTitle, type Side } from "./objects";
export { type Path, pathText, type Step } from "./path";
