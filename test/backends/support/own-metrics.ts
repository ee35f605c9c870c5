import { call } from "./call";

/** The sum of a program's own metrics whose names match, of what its page says of itself; 0 where it says nothing. */
async function own(page: string, name: RegExp): Promise<number> {
  const { text } = await call(`${page}/metrics`);
  return text
    .split("\n")
    .filter((line) => name.test(line.split(/[{ ]/, 1)[0]))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

/** What Alloy has sent on, and what of it it has given up. */
export const delivered = async (page: string) => ({
  sent: await own(page, /^otelcol_exporter_sent_(spans|log_records|metric_points)_total$/),
  failed: await own(page, /^otelcol_exporter_(send|enqueue)_failed_/),
});

/** Traces of which tail sampling has decided whether they are kept. */
export const decided = (page: string): Promise<number> =>
  own(page, /^otelcol_processor_tail_sampling_global_count_traces_sampled(_total)?$/);
