import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { patiently } from "./attempts";
import { marker } from "../report/markdown";
import { type Comment, Comments, isOurs } from "./comments";
import { answeredWords, bodyLimit, mayNot } from "./decisions";
import { PublishError, Refusal } from "./errors";
import { type Environment, type Place, placeOf, runPage } from "./place";
import { bytes, shorten } from "./shorten";

/**
 * The door of this folder: a report put on a pull request of GitHub as one comment, and into the summary of the job.
 *
 * Octokit is published for ES modules alone, which Jest's CommonJS transform cannot load, and four kinds of request do
 * not need it.
 */
export { marker, PublishError };

export interface PublishOptions {
  /** A Markdown file whose first line is the marker. */
  readonly file: string;
  /** The pull request's number; without it, that of the event which started the job. */
  readonly pull?: string;
  /** GITHUB_TOKEN, GITHUB_REPOSITORY and so on, as GitHub's runners set them. */
  readonly environment?: Environment;
  /** How to let seconds go by. */
  readonly wait?: (seconds: number) => Promise<unknown>;
}

/** The most that GitHub takes as the summary of a step, in bytes. */
const summaryLimit = 1024 * 1024;

/**
 * Puts a report into the job summary, where there is one, and on the pull request: over the comment of the last time,
 * else as a new one. A token that may not write, as that of a fork, leaves it at the summary and is no failure.
 *
 * @returns a line that says where the report is
 * @throws PublishError in full words
 */
export async function publish(options: PublishOptions): Promise<string> {
  const { file, pull, environment = process.env, wait = (seconds: number) => sleep(seconds * 1_000) } = options;
  const text = readReport(file);
  // First of all, so that it is there whatever becomes of the comment.
  const summary = summarize(text, file, environment.GITHUB_STEP_SUMMARY);
  const place = placeOf(environment, pull);
  const whole = summary === "whole" ? `[the summary of this run](${runPage(environment)})` : file;
  try {
    return await patiently(() => put(place, text, whole), wait);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const left = summary === "none" ? `the report is in ${file} alone` : "the report is in the job summary";
    if (mayNot(error.answer)) {
      return `This token may not comment on ${place.name} (${answeredWords(error.answer)}): ${left}.`;
    }
    throw error.told(place, left);
  }
}

function readReport(file: string): string {
  const mend = `npm run review -- --base REF --stacks dev,staging,production --format markdown --out ${file}`;
  if (!existsSync(file)) throw new PublishError(`There is no ${file}. It is written by: ${mend}`, "input");
  const text = readFileSync(file, "utf8");
  const [first] = text.split(/\r?\n/);
  if (first === marker) return text;
  throw new PublishError(
    [
      `${file} does not begin as a report does.`,
      "",
      `  found:     ${first.slice(0, 80) || "an empty line"}`,
      `  expected:  ${marker}, by which the comment is found again the next time`,
      `  mend:      ${mend}`,
    ].join("\n"),
    "input",
  );
}

/** Appends the report to the job summary. GitHub drops a summary that is too long, so that it is cut before. */
function summarize(text: string, file: string, summaryFile: string | undefined): "none" | "whole" | "cut" {
  if (!summaryFile) return "none";
  const whole = bytes(text) < summaryLimit;
  appendFileSync(summaryFile, `${whole ? text.trimEnd() : shorten(text, summaryLimit - 1, file)}\n`);
  return whole ? "whole" : "cut";
}

/**
 * One try, from looking for our comment on: where an answer got lost, the comment may have been made all the same.
 *
 * @param whole where all of the report is, for a comment that holds a part of it
 */
async function put(place: Place, text: string, whole: string): Promise<string> {
  const comments = new Comments(place);
  const ours = await find(comments);
  const write = (body: string) => (ours ? comments.update(ours.id, body) : comments.create(body));
  const done = ours ? `The report on ${place.name} is up to date` : `The report is on ${place.name}`;
  try {
    return `${done}: ${await write(text)}`;
  } catch (error) {
    const limit = error instanceof Refusal ? bodyLimit(error.answer) : undefined;
    if (limit === undefined) throw error;
    return `${done}, shortened: ${await write(shorten(text, limit, whole))}`;
  }
}

/** Our comment, the oldest should there be several. */
async function find(comments: Comments): Promise<Comment | undefined> {
  const author = await comments.author();
  for await (const comment of comments.all()) if (isOurs(comment, author)) return comment;
  return undefined;
}
