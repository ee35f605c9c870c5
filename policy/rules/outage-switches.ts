import { configurationFiles } from "../configuration/files";
import { isObi } from "../configuration/obi";
import type { Field } from "../judge/field";
import { containersOf } from "../judge/pods";
import { type Finding, practice, rule } from "../judge/rule";
import { matches, subjects } from "../judge/settings";

interface Switch {
  readonly name: string;
  readonly why: string;
  /** Where it is on, in a configuration file or the environment. */
  readonly at: (root: Field) => Field;
  readonly variable?: string;
  readonly isOn: (field: Field) => boolean;
  readonly off: string;
}

const isSet = (field: Field): boolean => field.is(true) || /^(1|t|true)$/i.test(field.text ?? "");

/** Settings of OBI that have stopped or slowed what they should only watch. */
const switches: readonly Switch[] = [
  {
    name: "context_propagation",
    why: "it writes into the traffic of all applications: bodies above 64 KB have frozen, connections under Cilium have stalled",
    at: (root) => root.at("ebpf", "context_propagation"),
    variable: "OTEL_EBPF_BPF_CONTEXT_PROPAGATION",
    isOn: (field) => field.scalar !== undefined && !/^(disabled|false|off|0|)$/.test(field.scalar),
    off: "disabled",
  },
  {
    name: "log_enricher",
    why: "it rewrites the lines that applications log while they write them",
    at: (root) => root.at("ebpf", "log_enricher", "services"),
    isOn: (field) => !field.isEmpty,
    off: "[]",
  },
  {
    name: "bpf_pid_filter_off",
    why: "every process of the node is watched, its own backends included: each span it sends makes another",
    at: (root) => root.at("discovery", "bpf_pid_filter_off"),
    variable: "OTEL_EBPF_BPF_PID_FILTER_OFF",
    isOn: isSet,
    off: "false",
  },
];

export const outageSwitches = rule({
  name: "outage-switches",
  description: "Settings of OBI that have caused outages are on only where that is allowed.",
  severity: "high",
  framework: practice("OneUptime pull request 3151; Beyla issues 2293 and 2691; OBI pull request 3076"),
  why: "what should only watch has stopped what it watches",
  settings: {
    allow: subjects<{ readonly switch: string; readonly why: string }>(
      "ConfigMaps and workloads of OBI that may have a switch on, and why",
      { switch: { type: "string", enum: switches.map(({ name }) => name) }, why: { type: "string" } },
      ["switch", "why"],
    ),
  },
  *check(object, { settings: { allow } }) {
    const found: (Finding & { readonly of: Switch })[] = [];
    for (const file of configurationFiles(object)) {
      if (file.format !== "yaml") continue;
      for (const of of switches) {
        const field = of.at(file.root);
        if (!of.isOn(field)) continue;
        found.push({ of, in: file.name, found: `${of.name} is on`, fix: `${field.path}: ${of.off}`, why: of.why });
      }
    }
    for (const { container } of containersOf(object)) {
      if (!isObi(container)) continue;
      for (const variable of container.field.at("env").items) {
        const of = switches.find((one) => one.variable !== undefined && variable.at("name").is(one.variable));
        const value = variable.at("value");
        if (!of || !of.isOn(value)) continue;
        found.push({
          of,
          in: container.title,
          found: `${of.name} is on`,
          fix: `${value.path}: "${of.off}"`,
          why: of.why,
        });
      }
    }
    for (const { of, ...finding } of found) {
      if (!allow.some((one) => matches(one, object) && one.switch === of.name)) yield finding;
    }
  },
});
