/** What a person can do something about: told in its own words, without a stack trace. */
export class LabError extends Error {
  override readonly name = "LabError";
}
