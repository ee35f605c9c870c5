import { Listr, type ListrTask, PRESET_TIMER } from "listr2";

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
export async function runSteps(steps: readonly (Step | Group)[]): Promise<void> {
  const tasks = steps.map((step) => ("steps" in step ? group(step) : single(step)));
  await new Listr(tasks, {
    renderer: "default",
    fallbackRenderer: "simple",
    rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  }).run();
}

const group = ({ title, steps }: Group): ListrTask => ({
  title,
  task: (_, task) => task.newListr(steps.map(single), { concurrent: true, exitOnError: false }),
});

const single = ({ title, run }: Step): ListrTask => ({
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
    } finally {
      clearInterval(ticking);
    }
  },
});
