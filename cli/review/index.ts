import { writeFileSync } from "node:fs";
import type { Review, StackReview } from "../../review/report/model";
import { reviewStack } from "../../review/report/stack";
import { exitCode, Failure } from "../failure";
import { baseSide, headSide } from "./sides";
import { checkoutBase, headName } from "./base";

export interface ReviewOptions {
  readonly base: string;
  /** "dev,staging,production" */
  readonly stacks: string;
  readonly format: string;
  readonly out?: string;
}

const formats: Readonly<Record<string, (review: Review) => Promise<string>>> = {
  markdown: async (review) => (await import("../../review/report/markdown")).markdownReport(review),
  html: async (review) => (await import("../../review/report/html")).htmlReport(review),
  json: (review) => Promise.resolve(`${JSON.stringify(review, null, 2)}\n`),
};

/**
 * `npm run review`: what the changes since another version do to stacks, with neither cluster nor credentials.
 *
 * @throws Failure when a head cannot be rendered, after the report is written
 */
export async function reviewCommand({ base, stacks, format, out }: ReviewOptions): Promise<void> {
  if (!Object.hasOwn(formats, format)) {
    throw new Failure(`There is no format ${format}: ${Object.keys(formats).join(", ")}`, exitCode.badInput);
  }
  const names = stacks.split(",").map((stack) => stack.trim());
  const wrong = names.find((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name));
  if (wrong !== undefined) throw new Failure(`"${wrong}" is no name of a stack`, exitCode.badInput);
  const review = await compareVersions(base, names);
  const text = await formats[format](review);
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text);
    console.log(`${out}: ${review.stacks.map(inShort).join("; ")}`);
  }
  const broken = review.stacks.filter(({ faults }) => faults.some(({ side }) => side === "head"));
  if (broken.length > 0) {
    throw new Failure(
      `Of the head cannot be rendered: ${broken.map(({ stack }) => stack).join(", ")}`,
      exitCode.badInput,
    );
  }
}

/** @throws Failure when a stack is in neither version */
async function compareVersions(reference: string, names: readonly string[]): Promise<Review> {
  const version = await checkoutBase(reference);
  try {
    const stacks = await Promise.all(
      names.map(async (name) => {
        const [base, head] = await Promise.all([baseSide(version.folder, name), headSide(name)]);
        if (base.state === "absent" && head.state === "absent") {
          throw new Failure(`There is no stack ${name}, neither here nor at ${version.commit}.`, exitCode.badInput);
        }
        return reviewStack(name, base, head);
      }),
    );
    return { base: version.commit, head: await headName(), stacks };
  } finally {
    await version.remove();
  }
}

const inShort = ({ stack, state, tally, blast }: StackReview): string => {
  const { added, changed, removed } = tally;
  const [worst] = blast;
  const counts = `${added} added, ${changed} changed, ${removed} removed`;
  return `${stack} ${state === "unreadable" ? "not compared" : counts}${worst ? `, at worst ${worst.danger}` : ""}`;
};
