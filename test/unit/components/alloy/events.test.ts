import { type Block, ref } from "../../../../components/alloy/syntax";
import { find } from "./blocks";
import { gateway } from "./stacks";

/** The ways on which lines of Loki's kind become OTLP: statements in their order. */
const statements = (label: string): Block["attributes"] => {
  const [first, ...others] = find(gateway("dev"), `otelcol.processor.transform ${label}`).blocks ?? [];
  expect([first.block, ...others.map(({ block }) => block)]).toEqual(["log_statements", "output"]);
  return first.attributes;
};

const moved = (to: string, label: string, attribute: string, also = "") =>
  `set(${to}.attributes["${attribute}"], log.attributes["${label}"]) where log.attributes["${label}"] != nil${also}`;

/** A pattern within a string of OTTL, so each of its backslashes and quotes has one more before it. */
const traceId = String.raw`merge_maps(log.attributes, ExtractPatterns(log.body.string, "(?i)trace_?id[\"']?\\s*[=:]\\s*[\"']?(?P<trace_id>[0-9a-f]{32})\\b"), "upsert")`;

const last = [
  'keep_matching_keys(log.attributes, "^k8s[.]")',
  String.raw`replace_pattern(log.body.string, "\\n$", "")`,
  traceId,
  "set(log.observed_time_unix_nano, 0)",
];

test("a pod's lines say where all other telemetry does whose they are, and carry no label", () => {
  expect(statements("pods")).toEqual({
    context: "log",
    statements: [
      moved("resource", "namespace", "k8s.namespace.name"),
      moved("resource", "pod", "k8s.pod.name"),
      moved("resource", "uid", "k8s.pod.uid"),
      moved("resource", "container", "k8s.container.name"),
      moved("resource", "node", "k8s.node.name"),
      moved("resource", "service", "service.name"),
      ...last,
    ],
  });
});

test("an event is a line of one service, with its kind and reason beside it and a severity", () => {
  const severity = (type: string, level: string) => [
    `set(log.severity_number, SEVERITY_NUMBER_${level}) where log.attributes["type"] == "${type}"`,
    `set(log.severity_text, "${level}") where log.attributes["type"] == "${type}"`,
  ];
  expect(statements("events")).toEqual({
    context: "log",
    statements: [
      'set(resource.attributes["service.name"], "kubernetes-events")',
      moved("resource", "namespace", "k8s.namespace.name", ' and log.attributes["namespace"] != ""'),
      ...severity("Warning", "WARN"),
      ...severity("Normal", "INFO"),
      moved("log", "kind", "k8s.object.kind"),
      moved("log", "name", "k8s.object.name"),
      moved("log", "reason", "k8s.event.reason"),
      moved("log", "type", "k8s.event.type"),
      moved("log", "count", "k8s.event.count"),
      ...last,
    ],
  });
});

test("one replica reads the events, and takes their fields out of their JSON", () => {
  const blocks = gateway("dev");
  expect(find(blocks, "loki.source.kubernetes_events events")).toEqual({
    block: "loki.source.kubernetes_events",
    label: "events",
    attributes: { log_format: "json", forward_to: [ref("loki.process.events.receiver")] },
    blocks: [{ block: "clustering", attributes: { enabled: true } }],
  });
  const fields = { kind: "", name: "", reason: "", type: "", count: "" };
  expect(find(blocks, "loki.process events")).toEqual({
    block: "loki.process",
    label: "events",
    attributes: { forward_to: [ref("otelcol.receiver.loki.events.receiver")] },
    blocks: [
      { block: "stage.json", attributes: { expressions: fields } },
      { block: "stage.structured_metadata", attributes: { values: fields } },
    ],
  });
  expect(find(blocks, "otelcol.receiver.loki events")).toEqual({
    block: "otelcol.receiver.loki",
    label: "events",
    blocks: [{ block: "output", attributes: { logs: [ref("otelcol.processor.transform.events.input")] } }],
  });
});

/** The trace that a pod's line speaks of, by the pattern in the statement. */
function traceIn(line: string): string | undefined {
  const all = (statements("pods")?.statements as string[]).join("\n");
  const [, literal] = /ExtractPatterns\(log\.body\.string, ("(?:[^"\\]|\\.)*")\)/.exec(all) ?? [];
  const pattern = (JSON.parse(literal) as string).replace("(?i)", "").replace("(?P<", "(?<");
  return new RegExp(pattern, "i").exec(line)?.groups?.trace_id;
}

const id = "4bf92f3577b34da6a3ce929d0e0e4736";

test.each([
  [`level=info trace_id=${id} span_id=00f067aa0ba902b7`, id],
  [`level=info traceID=${id}`, id],
  [`{"msg":"ok","trace_id":"${id}"}`, id],
  [`{"traceId": "${id}"}`, id],
  [`TraceId: '${id}'`, id],
  [`trace_id=${id}0`, undefined],
  ["trace_id=4bf92f3577b34da6", undefined],
  [`span_id=${id}`, undefined],
  [`a trace: ${id}`, undefined],
])("the trace of %s", (line, expected) => {
  expect(traceIn(line)).toBe(expected);
});
