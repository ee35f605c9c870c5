import { compare, diff, major, minor, valid } from "semver";

/** The newest releases that a version can go to; each is absent where there is none. */
export interface Newer {
  /** In the same line: 3.7.9 for 3.7.8. */
  readonly patch?: string;
  /** In a newer line of the same major version. */
  readonly minor?: string;
  readonly major?: string;
}

/** Whether a tag is a release: "3.7.8" or "v3.7.8", and no pre-release, branch or architecture. */
export const isRelease = (tag: string): boolean => /^v?[0-9]+\.[0-9]+\.[0-9]+$/.test(tag) && valid(tag) !== null;

/** The releases above `version`, which is one itself, among tags that are written as it is: with "v" or without. */
export function newerReleases(version: string, tags: readonly string[]): Newer {
  const releases = tags
    .filter((tag) => isRelease(tag) && tag.startsWith("v") === version.startsWith("v") && compare(tag, version) > 0)
    .sort(compare);
  // Rising order: of each kind, the last one stays.
  return Object.fromEntries(releases.map((tag) => [diff(version, tag), tag])) as Newer;
}

/** The line that patches are made for: "3.7" of "3.7.8" and of "v3.7.8". */
export const lineOf = (version: string): string => `${major(version)}.${minor(version)}`;
