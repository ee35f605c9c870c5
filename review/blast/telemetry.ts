import { type FieldChange, type ObjectChange, objectTitle, pathText } from "../compare";
import type { BlastItem } from "../report/model";

/** Settings within configuration files that decide what is kept, what is thrown away and how much there may be. */
const topics: readonly { readonly key: RegExp; readonly what: string }[] = [
  { key: /(retention|block_retention|retention_period|blocks_retention_period)$/, what: "what is kept" },
  { key: /(sampler|sampling_percentage|policy|decision_wait|spans_per_second)\b/, what: "which traces are kept" },
  { key: /(max_global_series|max_global_streams|max_.*_per_user|max_bytes_per_trace|cardinality)/, what: "a limit" },
  { key: /(rate_limit|ingestion_rate|ingestion_burst|burst_size|rate_limit_bytes|request_rate)/, what: "a limit" },
  { key: /metrics\.features$/, what: "which metrics there are" },
  { key: /(replication_factor)$/, what: "how many copies there are" },
];

/** Changes of retention, sampling, limits and copies. What is kept for a shorter time is gone soon after. */
export const telemetryItems = (changes: readonly ObjectChange[]): BlastItem[] =>
  changes.flatMap((change) =>
    change.fields.flatMap(({ inside = [] }) =>
      inside.flatMap((field): BlastItem[] => {
        const path = pathText(field.path);
        const topic = topics.find(({ key }) => key.test(path));
        if (!topic) return [];
        const danger = isShorter(field) ? "irreversible" : "change";
        return [{ danger, subject: objectTitle(change), text: `${topic.what}: ${path} ${shown(field)}` }];
      }),
    ),
  );

const hours = (value: unknown): number | undefined => {
  const [, count, unit] = /^([0-9]+)(h|d|w|m|s)$/.exec(typeof value === "string" ? value : "") ?? [];
  return count === undefined ? undefined : Number(count) * { s: 1 / 3600, m: 1 / 60, h: 1, d: 24, w: 168 }[unit as "h"];
};

function isShorter({ path, before, after }: FieldChange): boolean {
  const [was, is] = [hours(before), hours(after)];
  return /retention/.test(pathText(path)) && was !== undefined && is !== undefined && is < was;
}

const value = (one: unknown): string =>
  one === undefined ? "not set" : typeof one === "string" ? one : JSON.stringify(one);

const shown = ({ before, after }: FieldChange): string => `${value(before)} → ${value(after)}`;
