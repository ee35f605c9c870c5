import { Field } from "../judge/field";
import type { KubernetesObject } from "../judge/object";
import type { Container, Pod } from "../judge/pods";
import type { Context } from "../judge/rule";
import type { Settings } from "../judge/settings";
import { configurationFiles } from "./files";
import { imageOf } from "./image";

/** Whether a container runs OBI, by its image: upstream's names, and mirrors that keep the last part. */
export const isObi = ({ field }: Container): boolean =>
  /(^|\/)(ebpf-instrument|opentelemetry-ebpf-instrumentation)$/.test(imageOf(field)?.repository ?? "");

/** OBI's configuration: its file, and the environment, which overrides the file. */
export interface ObiConfiguration {
  readonly root: Field;
  /** The value of a variable; undefined where it is not set, or comes from somewhere else. */
  readonly variable: (name: string) => string | undefined;
}

const pathVariable = "OTEL_EBPF_CONFIG_PATH";

/** The configuration of a container, or why it cannot be told; undefined where it is noted that fields are not known. */
export function obiConfiguration(
  { namespace }: KubernetesObject,
  pod: Pod,
  { field }: Container,
  find: Context<Settings>["find"],
): ObiConfiguration | { readonly missing: string | undefined } {
  const environment = field.at("env");
  const ours = environment.items.filter((one) => /^OTEL_EBPF_/.test(one.at("name").text ?? ""));
  const given = [field.at("command"), field.at("args")].flatMap((list) => [list, ...list.items]);
  const names = environment.items.map((one) => one.at("name"));
  if (![environment, ...names, ...ours.map((one) => one.at("value")), ...given].every(({ isKnown }) => isKnown)) {
    return { missing: undefined };
  }
  const variables = new Map(
    environment.items.flatMap((one) => {
      const name = one.at("name").text;
      const value = one.at("value").scalar;
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
  const variable = (name: string): string | undefined => variables.get(name);
  if (!variables.has(pathVariable) && ours.some((one) => one.at("name").is(pathVariable))) {
    return { missing: `${pathVariable} is taken from somewhere else` };
  }
  const path = variable(pathVariable) || fileArgument(field);
  // Without a file, the environment is all there is.
  if (path === undefined) return { root: Field.root(undefined), variable };
  const mount = field.at("volumeMounts").items.find((one) => isBelow(path, one.at("mountPath").text));
  const volume = pod.spec.at("volumes").items.find((one) => one.at("name").text === mount?.at("name").text);
  const name = volume?.at("configMap", "name").text;
  if (name === undefined) return { missing: `the file ${path} is in no ConfigMap` };
  const map = find("ConfigMap", namespace, name);
  if (!map) return { missing: `the ConfigMap ${name} is not part of the stack` };
  const file = configurationFiles(map).find((one) => path.endsWith(`/${one.name}`));
  if (file?.format !== "yaml") return { missing: `the ConfigMap ${name} has no YAML for ${path}` };
  return { root: file.root, variable };
}

const fileArgument = (field: Field): string | undefined => {
  const given = [...field.at("command").texts, ...field.at("args").texts];
  const at = given.findIndex((one) => /^--?config(=|$)/.test(one));
  return at === -1 ? undefined : given[at].includes("=") ? given[at].replace(/^[^=]*=/, "") : given[at + 1];
};

const isBelow = (path: string, folder: string | undefined): boolean =>
  folder !== undefined && (path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`));

/** What is switched on, as far as privileges depend on it. */
export interface ObiFeatures {
  readonly application: boolean;
  readonly network: "off" | "socket_filter" | "tc";
  readonly connections: boolean;
  readonly contextPropagation: boolean;
  readonly logEnricher: boolean;
}

/** Format v1 (pkg/obi/config.go and pkg/config/ebpf_tracer.go of OBI), with the variables that override it. */
export function obiFeatures({ root, variable }: ObiConfiguration): ObiFeatures {
  const application = selectsProcesses(root, variable);
  const metrics = [
    ...listed(root.at("metrics", "features"), variable("OTEL_EBPF_METRICS_FEATURES")),
    ...listed(root.at("otel_metrics_export", "features")),
    ...listed(root.at("prometheus_export", "features")),
  ];
  const measures = (prefix: string): boolean =>
    metrics.some((one) => one === "all" || one === "*" || one === prefix || one.startsWith(`${prefix}_`));
  const flows =
    measures("network") || root.at("network", "enable").is(true) || isOn(variable("OTEL_EBPF_NETWORK_METRICS"));
  const source = variable("OTEL_EBPF_NETWORK_SOURCE") ?? root.at("network", "source").text;
  return {
    application,
    network: !flows ? "off" : source === "tc" ? "tc" : "socket_filter",
    connections: measures("stats"),
    contextPropagation: application && isOn(propagation(root, variable)),
    logEnricher: !root.at("ebpf", "log_enricher", "services").isEmpty,
  };
}

/** Undefined where nothing is said of it, and OBI leaves it off. */
const propagation = (root: Field, variable: ObiConfiguration["variable"]): string | undefined =>
  variable("OTEL_EBPF_BPF_CONTEXT_PROPAGATION") ?? root.at("ebpf", "context_propagation").scalar;

const isOn = (text: string | undefined): boolean => text !== undefined && !/^(disabled|false|off|0|)$/.test(text);

/** A list, or texts between commas. */
const listed = (field: Field, text = field.text): string[] =>
  text === undefined ? field.texts : text.split(",").map((one) => one.trim());

function selectsProcesses(root: Field, variable: ObiConfiguration["variable"]): boolean {
  const variables = ["OPEN_PORT", "TARGET_PID", "AUTO_TARGET_EXE", "AUTO_TARGET_LANGUAGE", "EXECUTABLE_PATH"];
  const fields = [root.at("open_port"), root.at("target_pids"), root.at("executable_path")];
  const lists = [root.at("discovery", "instrument"), root.at("discovery", "services")];
  return (
    variables.some((name) => variable(`OTEL_EBPF_${name}`) !== undefined) ||
    fields.some((field) => !field.isAbsent) ||
    lists.some((field) => field.items.length > 0)
  );
}
