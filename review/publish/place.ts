import { readFileSync } from "node:fs";
import { PublishError } from "./errors";

/** Variables of the process, as GitHub's runners set them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A pull request, and how to get there. */
export interface Place {
  /** "https://api.github.com" */
  readonly api: string;
  /** "https://api.github.com/graphql" */
  readonly graphql: string;
  /** "shop/web" */
  readonly repository: string;
  readonly pull: number;
  /** "pull request 7 of shop/web" */
  readonly name: string;
  readonly token: string;
}

/**
 * Which pull request is meant, from the environment.
 *
 * @param pull its number as somebody typed it; without it, that of the event which started the job
 * @throws PublishError that says what is missing
 */
export function placeOf(environment: Environment, pull?: string): Place {
  const api = address(environment, "GITHUB_API_URL", "https://api.github.com");
  const repository = environment.GITHUB_REPOSITORY ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw missing("GITHUB_REPOSITORY", repository, "owner/name of the repository", "GITHUB_REPOSITORY=shop/web");
  }
  const number = pull === undefined ? eventPull(environment.GITHUB_EVENT_PATH) : pullNumber(pull);
  return {
    api,
    graphql: address(environment, "GITHUB_GRAPHQL_URL", `${api}/graphql`),
    repository,
    pull: number,
    name: `pull request ${number} of ${repository}`,
    token: tokenOf(environment),
  };
}

/** The page of the run that this is part of; outside a job, that of the repository's runs. */
export function runPage(environment: Environment): string {
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: repository } = environment;
  const runs = `${server}/${repository}/actions`;
  return environment.GITHUB_RUN_ID ? `${runs}/runs/${environment.GITHUB_RUN_ID}` : runs;
}

const loopback = /^(localhost|127(\.[0-9]+){3}|\[::1\])$/;

/** An address without a slash at its end. The token goes there, so that it has to be https except on this machine. */
function address(environment: Environment, name: string, standard: string): string {
  const given = environment[name] || standard;
  const { protocol, hostname } = URL.canParse(given) ? new URL(given) : {};
  if (protocol === "https:" || (protocol === "http:" && loopback.test(hostname ?? "")))
    return given.replace(/\/+$/, "");
  throw missing(name, given, "an address that begins with https://", `${name}=${standard}`);
}

/** A header takes no more than this in a token, and says all of it when it refuses. */
const visible = /^[\x21-\x7e]+$/;

function tokenOf({ GITHUB_TOKEN = "" }: Environment): string {
  const token = GITHUB_TOKEN.trim();
  if (visible.test(token)) return token;
  const found = token === "" ? "" : "something with spaces or control characters";
  const mend = "in a job, env: GITHUB_TOKEN: ${{ github.token }}";
  throw missing("GITHUB_TOKEN", found, "a token that may write to pull requests", mend);
}

function pullNumber(given: string): number {
  if (/^[1-9][0-9]*$/.test(given)) return Number(given);
  throw missing("--pr", given, "the number of a pull request", "--pr 7");
}

function eventPull(file: string | undefined): number {
  const number = file ? numberIn(file) : undefined;
  if (number !== undefined) return number;
  const found = file ? `an event in ${file} that is about none` : "neither --pr nor an event";
  throw missing(
    "the pull request",
    found,
    "the number of a pull request",
    "--pr 7, or a job that runs on pull_request",
  );
}

/** The pull request that an event's file names. */
function numberIn(file: string): number | undefined {
  try {
    const event = JSON.parse(readFileSync(file, "utf8")) as { pull_request?: { number?: unknown } } | null;
    const number = event?.pull_request?.number;
    return Number.isInteger(number) ? (number as number) : undefined;
  } catch {
    return undefined;
  }
}

const missing = (what: string, found: string, expected: string, mend: string): PublishError =>
  new PublishError(
    [
      `No comment was written: look at ${what}.`,
      "",
      `  found:     ${found || "nothing"}`,
      `  expected:  ${expected}`,
      `  mend:      ${mend}`,
    ].join("\n"),
    "input",
  );
