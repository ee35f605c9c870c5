import { Listr, ListrLogger, type ListrTask, PRESET_TIMER, ProcessOutput } from "listr2";
import { firstLine } from "./failure";

/** Something that takes a while. What `run` returns is shown as the step's result; `tell` shows a line meanwhile. */
export interface Step {
  readonly title: string;
  readonly run: (tell: (line: string) => void) => Promise<string | void>;
}

/** Steps that may run side by side. */
export interface Group {
  readonly title: string;
  readonly steps: readonly Step[];
}

const heartbeat = process.stdout.isTTY ? 1_000 : 30_000;

/**
 * Runs steps one after the other, groups side by side, with their progress and elapsed time: redrawn in a terminal,
 * plain lines elsewhere. The first failure ends it.
 */
export async function runSteps(
  steps: readonly (Step | Group)[],
  progress: NodeJS.WriteStream = process.stdout,
): Promise<void> {
  const tasks = steps.flatMap((step) => ("steps" in step ? group(step) : [single(step)]));
  const logger = () => new ListrLogger({ processOutput: new ProcessOutput(progress, progress) });
  const list = new Listr(tasks, {
    renderer: "default",
    fallbackRenderer: "simple",
    rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false, logger: logger() },
    fallbackRendererOptions: { timer: PRESET_TIMER, logger: logger() },
  });
  try {
    await list.run();
  } catch (error) {
    throw error instanceof StepFailure ? error.cause : error;
  }
}

/** Stands in for a step's failure in the list, which has room for one line; the whole is told at the end. */
class StepFailure extends Error {
  constructor(override readonly cause: unknown) {
    super(firstLine(cause));
  }
}

/** All of a group's steps are brought to their end, so that no work goes on unseen; then the first failure counts. */
function group({ title, steps }: Group): ListrTask[] {
  const failures: unknown[] = [];
  const guarded = steps.map((step) => single(step, (failure) => failures.push(failure)));
  return [
    { title, task: (_, task) => task.newListr(guarded, { concurrent: true, exitOnError: false }) },
    {
      task: () => {
        if (failures.length > 0) throw failures[0] as Error;
      },
    },
  ];
}

const single = ({ title, run }: Step, failed?: (failure: StepFailure) => void): ListrTask => ({
  title,
  task: async (_, task) => {
    const begun = Date.now();
    let line = "";
    const show = () => {
      const seconds = Math.round((Date.now() - begun) / 1_000);
      task.output = `${line || title}, ${seconds} s`;
    };
    const ticking = setInterval(show, heartbeat);
    try {
      const result = await run((text) => {
        line = text;
        show();
      });
      if (result) task.title = `${title}: ${result}`;
    } catch (error) {
      const failure = new StepFailure(error);
      failed?.(failure);
      throw failure;
    } finally {
      clearInterval(ticking);
    }
  },
});
