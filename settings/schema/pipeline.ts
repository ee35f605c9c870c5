import { z } from "zod";
import { byteQuantity, choice, duration, flag, pattern, ratio, whole } from "./leaves";
import { namespaceList, resources, section, storage, version } from "./shapes";

/** What the gateway does with telemetry on its way: sampling, logs, redaction, queues. */

export const sampling = section("How many traces are kept.", {
  mode: choice(["all", "ratio", "tail"]).describe(
    "all: every trace; ratio: a share of them, chosen blindly; tail: after a look at the whole trace",
  ),
  ratio: ratio
    .optional()
    .describe("share of traces kept in mode ratio; in mode tail, of those that nothing else keeps"),
  at: choice(["gateway", "node"]).describe(
    "where mode ratio chooses: node costs least, gateway sees every sender; mode tail always chooses at the gateway",
  ),
  keepErrors: flag.describe("mode tail: keep every trace with an error"),
  slowerThan: duration.optional().describe("mode tail: keep every trace that took longer"),
  spansPerSecond: whole(1, 10_000_000)
    .optional()
    .describe(
      "mode tail: cap on what is kept in all; errors take half of it, slow traces a quarter, the rest what is left",
    ),
  wait: duration.describe("mode tail: how long a trace is waited for before the choice is made"),
});

export const logs = section("Which logs are collected besides those that applications send over OTLP.", {
  pods: flag.describe("what containers write to their output, read through the API server; the stack's own pods never"),
  namespaces: namespaceList
    .min(1, { error: 'at least one namespace or pattern, "*" for all' })
    .describe("whose pods' logs are collected"),
  ignoreNamespaces: namespaceList.describe("whose pods' logs are left out all the same"),
  events: flag.describe("the cluster's events, as logs of the service kubernetes-events"),
});

export const redaction = section("What is taken out of logs, spans and their attributes before it is stored.", {
  enabled: flag,
  patterns: z
    .record(z.string(), pattern, { error: "a map of names to regular expressions" })
    .describe(
      "each match becomes [redacted], between what its first two groups match; yours stand beside the shipped ones",
    ),
  attributes: z
    .record(z.string(), pattern, { error: "a map of names to regular expressions" })
    .describe("attributes whose name matches one of these are removed; yours stand beside the shipped ones"),
});

const signals = { traces: byteQuantity, metrics: byteQuantity, logs: byteQuantity };

export const alloy = section("Alloy, the gateway between the agents and the backends.", {
  version,
  replicas: whole(1, 50).describe("pods that queue, sample, scrape and read logs"),
  receivers: section("The stateless tier in front, there in mode tail with more than one replica.", {
    replicas: whole(1, 100),
    maxReplicas: whole(1, 100).optional().describe("scale up to this many by CPU use"),
    resources,
  }),
  queue: section("What is kept on disk while a backend is away.", {
    outage: duration.describe("how long a backend may be away before the gateway asks senders to wait"),
    perSecond: section("What the whole stack is expected to take in per second, uncompressed.", signals),
  }),
  storage,
  log: section("Alloy's own log.", {
    level: choice(["debug", "info", "warn", "error"]),
    format: choice(["logfmt", "json"]),
  }),
  resources,
  extraConfig: z
    .array(z.record(z.string(), z.unknown(), { error: "a map with block, label, attributes and blocks" }), {
      error: "a list of blocks",
    })
    .describe("blocks added to the pipeline, each {block, label, attributes, blocks}; {$ref: a.b.c} is a reference"),
});
