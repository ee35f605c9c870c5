import { waitAfter } from "./decisions";
import { Refusal } from "./errors";

/** How often GitHub is asked before that counts as a failure. */
const attempts = 3;

/** The longest that it is waited for each time, in seconds. */
const patience = 60;

/**
 * Runs an attempt, and runs it again where GitHub is busy or broken.
 *
 * @throws whatever the last attempt threw
 */
export async function patiently<T>(attempt: () => Promise<T>, wait: (seconds: number) => Promise<unknown>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      const seconds = error instanceof Refusal && n < attempts ? waitAfter(error.answer, n) : undefined;
      if (seconds === undefined || seconds > patience) throw error;
      await wait(seconds);
    }
  }
}
