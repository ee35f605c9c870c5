import type { Answer } from "./call";
import { answeredWords, waitAfter } from "./decisions";
import type { Place } from "./place";

/** Why a report is not on the pull request, in full words. */
export class PublishError extends Error {
  constructor(
    message: string,
    /** Whether what was given is at fault, or what GitHub made of it. */
    readonly fault: "input" | "answer",
  ) {
    super(message);
    this.name = "PublishError";
  }
}

/** An answer that is not what was asked for. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`${answer.asked}: ${answeredWords(answer)}`);
    this.name = "Refusal";
  }

  /** The same for a person. @param left "the report is in the job summary" */
  told(place: Place, left: string): PublishError {
    return new PublishError(
      [
        `There is no up-to-date comment on ${place.name}; ${left}.`,
        "",
        `  asked:     ${this.answer.asked}`,
        `  answered:  ${answeredWords(this.answer)}`,
        `  mend:      ${mendOf(this.answer, place)}`,
      ].join("\n"),
      "answer",
    );
  }
}

function mendOf(answer: Answer, { api, name }: Place): string {
  const { status } = answer;
  if (status === 0) return `look whether this machine gets there: curl -I ${api}`;
  if (status === 401) return "give a token that has not expired as GITHUB_TOKEN; in a job: ${{ github.token }}";
  if (status === 404) return `is there ${name}, and may the token read it? Look at --pr and GITHUB_REPOSITORY`;
  if (status === 422) return "GitHub does not take this text: look for what that says of it";
  if (status >= 500) return "GitHub has a fault of its own (https://www.githubstatus.com); run the job again later";
  const seconds = waitAfter(answer, 1);
  if (seconds !== undefined) return `it was asked too often with this token; run the job again in ${seconds} s`;
  return "is that GitHub's API, and the repository's name of today? Look at GITHUB_API_URL and GITHUB_REPOSITORY";
}
