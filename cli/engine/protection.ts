/** A protected object that an operation would have had to delete, or to replace for these fields. */
export interface Guarded {
  readonly title: string;
  readonly fields: readonly string[];
}

/** An operation was refused before it changed anything, since it would have taken away what is protected. */
export class ProtectedObjects extends Error {
  constructor(readonly objects: readonly Guarded[]) {
    super(`protected: ${objects.map(({ title }) => title).join(", ")}`);
  }
}
