import type { Support } from "./images";
import file from "./versions.json";

/** What the project is run and tested with, where no package manifest says it: the one place for these versions. */
export interface Versions {
  /** The release of the Pulumi CLI that goes with the pinned SDK, "3.276.0". */
  readonly pulumiCli: string;
  /** The oldest Go that all the modules in lab/builds accept, "1.26". */
  readonly go: string;
  readonly node: {
    /** The major releases that CI runs, the oldest first: it is the one in `engines` of both package.json. */
    readonly tested: readonly number[];
    /** Until when they get patches, by major release: { "24": "2028-04-30" }. */
    readonly support: Support;
  };
}

export const versions: Versions = file;
