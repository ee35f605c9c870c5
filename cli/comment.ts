import { publish, PublishError } from "../review/publish";
import { exitCode, Failure } from "./failure";

export interface CommentOptions {
  /** What `npm run review` wrote. */
  readonly file: string;
  /** The pull request's number; without it, that of the event which started the job. */
  readonly pr?: string;
}

/**
 * `npm run comment`: a report on a pull request, and in the summary of the job.
 *
 * @throws Failure in full words
 */
export async function commentCommand({ file, pr }: CommentOptions): Promise<void> {
  if (process.env.MOP_OFFLINE === "1") {
    throw new Failure("A comment is written on GitHub, and MOP_OFFLINE=1 forbids it.", exitCode.badInput);
  }
  try {
    console.log(await publish({ file, pull: pr }));
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    throw new Failure(error.message, error.fault === "input" ? exitCode.badInput : exitCode.failed);
  }
}
