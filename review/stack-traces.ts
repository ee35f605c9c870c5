/** How many pieces of work go on without stack traces, and what formatted them before. */
let running = 0;
let before: unknown;

/**
 * Does work without formatting stack traces. Pulumi notes one for each promise and each resource: formatting them takes
 * more than half of the time of an offline run, and nobody reads them. An error that leaves the work keeps its stack
 * trace, since V8 formats it only when it is first read.
 */
export async function withoutStackTraces<T>(work: () => Promise<T>): Promise<T> {
  if (running === 0) {
    before = Reflect.get(Error, "prepareStackTrace");
    Error.prepareStackTrace = (error) => String(error);
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) Reflect.set(Error, "prepareStackTrace", before);
  }
}
