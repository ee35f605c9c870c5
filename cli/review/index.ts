import { writeFileSync } from "node:fs";
import type { Review, StackReview } from "../../review/report/model";
import { reviewStack, type StackSide } from "../../review/report/stack";
import type { EnginePlan } from "../../review/second-view";
import { checkout } from "../../lab/folders";
import { stackFile } from "../../settings";
import { programOf, startRehearsal } from "../engine/rehearsal";
import { exitCode, Failure } from "../failure";
import { baseSide, headSide } from "./sides";
import { reviewLive } from "./live";
import { checkoutBase, headName, type Version } from "./base";

export interface ReviewOptions {
  /** What to compare with; without it, what is in a cluster. */
  readonly base?: string;
  readonly live?: true;
  /** With `live`, of which cluster; without it, the lab. */
  readonly context?: string;
  /** "dev,staging,production" */
  readonly stacks: string;
  readonly format: string;
  readonly out?: string;
  /** Whether Pulumi's engine, if it is on this machine, plans the change as well. */
  readonly engine: boolean;
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
export async function reviewCommand(options: ReviewOptions): Promise<void> {
  const { base, live, context, stacks, format, out, engine } = options;
  if ((base === undefined) === (live === undefined) || (context !== undefined && !live)) {
    throw new Failure(
      [
        "What to compare with is one of the two:",
        "  npm run review -- --base origin/main     another version of the project, without a cluster",
        "  npm run review -- --live --context NAME  what is in a cluster; without --context, in the lab",
      ].join("\n"),
      exitCode.badInput,
    );
  }
  if (!Object.hasOwn(formats, format)) {
    throw new Failure(`There is no format ${format}: ${Object.keys(formats).join(", ")}`, exitCode.badInput);
  }
  const names = stacks.split(",").map((stack) => stack.trim());
  const wrong = names.find((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name));
  if (wrong !== undefined) throw new Failure(`"${wrong}" is no name of a stack`, exitCode.badInput);
  const review = base === undefined ? await reviewLive(names, context) : await compareVersions(base, names, engine);
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
async function compareVersions(reference: string, names: readonly string[], isEngineAsked: boolean): Promise<Review> {
  const version = await checkoutBase(reference);
  const rehearsal = isEngineAsked ? await startRehearsal() : undefined;
  const planned = ({ name, base, head }: Sides): Promise<EnginePlan> | undefined =>
    base.state === "rendered" && head.state === "rendered"
      ? rehearsal?.plan(name, base.resources, programOf(stackFile(checkout, name)))
      : undefined;
  try {
    const compared = await Promise.all(
      names.map(async (name) => {
        const sides = await sidesOf(version, name);
        return { sides, plan: await planned(sides) };
      }),
    );
    const stacks: StackReview[] = [];
    for (const { sides, plan } of compared) {
      // Pulumi tells what went wrong in one program to every other in this process: who failed is asked again, alone.
      const final = plan && "missing" in plan ? await planned(sides) : plan;
      stacks.push(reviewStack(sides.name, sides.base, sides.head, { plan: final }));
    }
    return { base: version.commit, head: await headName(), stacks };
  } finally {
    rehearsal?.stop();
    await version.remove();
  }
}

interface Sides {
  readonly name: string;
  readonly base: StackSide;
  readonly head: StackSide;
}

async function sidesOf({ folder, commit }: Version, name: string): Promise<Sides> {
  const [base, head] = await Promise.all([baseSide(folder, name), headSide(name)]);
  if (base.state === "absent" && head.state === "absent") {
    throw new Failure(`There is no stack ${name}, neither here nor at ${commit}.`, exitCode.badInput);
  }
  return { name, base, head };
}

const inShort = ({ stack, state, tally, blast }: StackReview): string => {
  const { added, changed, removed } = tally;
  const [worst] = blast;
  const counts = `${added} added, ${changed} changed, ${removed} removed`;
  return `${stack} ${state === "unreadable" ? "not compared" : counts}${worst ? `, at worst ${worst.danger}` : ""}`;
};
