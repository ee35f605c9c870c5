import { readFileSync, writeFileSync } from "node:fs";
import {
  create,
  eachWithGitHub,
  failure,
  file,
  first,
  github,
  list,
  look,
  report,
  summary,
  told,
  update,
  url,
} from "./bench";
import { bot } from "./github-stand-in";

eachWithGitHub();

describe("a report that is too long", () => {
  const line = "A line with something of 40 characters.\n";
  const long = report + line.repeat(2_000);
  const left = (kept: number, whole: string, all = 2_004) =>
    `\n_${all - kept} of ${all} lines are left out here: GitHub does not take more. The whole report: ${whole}._`;
  const run = "[the summary of this run](https://github.com/shop/web/actions/runs/42)";

  test("is cut to what a comment holds", async () => {
    writeFileSync(file, long);
    expect(await told()).toBe(`The report is on pull request 7 of shop/web, shortened: ${url(1)}`);
    expect(github.asked).toEqual([...look, create, create]);
    const body = github.comments[0].body ?? "";
    const kept = Math.floor((65_536 - report.length - left(1, run).length - 2) / line.length);
    expect(body).toBe(report + line.repeat(kept) + left(4 + kept, run));
    expect(readFileSync(summary, "utf8")).toBe(`What another step says.\n${long}`);
  });

  test("is cut where it takes the place of another", async () => {
    github.add(bot, report);
    writeFileSync(file, long);
    expect(await told()).toBe(`The report on pull request 7 of shop/web is up to date, shortened: ${url(1)}`);
    expect(github.asked).toEqual([...look, update(1), update(1)]);
  });

  test("is not cut again if that does not help", async () => {
    const reply = { status: 422, body: { message: "Validation Failed", errors: [{ message: "Body is too long" }] } };
    first(create, reply, reply, reply);
    expect(await told()).toBe(
      failure(
        `POST ${github.address}${list}`,
        "422 Unprocessable Entity: Validation Failed: Body is too long",
        "GitHub does not take this text: look for what that says of it",
      ),
    );
    expect(github.asked).toEqual([...look, create, create]);
  });

  test("is cut for the job summary as well, which is no place for the whole then", async () => {
    writeFileSync(file, report + line.repeat(30_000));
    await told();
    const text = readFileSync(summary, "utf8").slice("What another step says.\n".length);
    expect(text.endsWith(`The whole report: ${file}._\n`)).toBe(true);
    expect(text.length).toBeGreaterThan(2 ** 20 - 2 * line.length);
    expect(text.length).toBeLessThanOrEqual(2 ** 20);
    expect(github.comments[0].body?.endsWith(`The whole report: ${file}._`)).toBe(true);
  });
});
