/** How a command ends. The numbers are part of the interface: README.md lists them. */
export const exitCode = {
  done: 0,
  /** The engine, the cluster or a tool said no. */
  failed: 1,
  /** The stack file or the command line is at fault; nothing was changed. */
  badInput: 2,
  /** No Pulumi CLI could be had: the stack was rendered to files instead. */
  renderedOnly: 3,
} as const;

/** A failure that is told in its own words, without a stack trace. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly code: number = exitCode.failed,
  ) {
    super(message);
    this.name = "Failure";
  }
}

/** The first line of whatever was thrown. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n")[0];
