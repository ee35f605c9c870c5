import type { Container } from "../judge/pods";
import type { Hop, Plaintext } from "./plaintext";
import { isNoCall, plaintextUrl } from "./url";

/** By the name of a variable or a flag. */
const hopOf = (name: string): Hop =>
  /otlp|otel[_-]exporter/i.test(name)
    ? "otlp"
    : /(^|[_.-])(s3|gcs|azure|bucket|storage|aws)([_.-]|$)/i.test(name)
      ? "storage"
      : "client";

const isOn = (text: string | undefined): boolean => /^(true|1|yes|on)$/i.test(text ?? "");

/** Names of switches that turn TLS or its checks off. */
const isSwitch = (name: string): boolean =>
  /insecure$|insecure[_-](skip|tls)|skip[_-](tls[_-])?verify|disable[_-]tls/i.test(name);

/** In the environment and the arguments of a container. Values are never shown: only hosts of URLs. */
export function* plaintextInContainer({ field }: Container): Iterable<Plaintext> {
  for (const variable of field.at("env").items) {
    const name = variable.at("name").text;
    const value = variable.at("value");
    if (name === undefined) continue;
    const url = isNoCall(name) ? undefined : plaintextUrl(value.text);
    if (url) {
      yield { hop: hopOf(name), found: `${name} is ${url}`, fix: `${value.path}: ${url.replace("http:", "https:")}` };
    }
    if (isSwitch(name) && (isOn(value.text) || value.is(true))) {
      yield { hop: hopOf(name), found: `${name} is on`, fix: `${value.path}: "false"` };
    }
  }
  for (const list of ["command", "args"]) {
    let before = "";
    for (const { text = "", path } of field.at(list).items) {
      yield* inArgument(text, path, before);
      before = text;
    }
  }
}

/** @param before the argument before it, which may be the flag that it is the value of */
function* inArgument(text: string, path: string, before: string): Iterable<Plaintext> {
  const [, flag = "", value = text] = /^--?([\w.-]+)(?:=([^]*))?$/.exec(text) ?? [];
  const dashes = /^-*/.exec(text)?.[0] ?? "";
  const name = flag || (/^--?([\w.-]+)$/.exec(before)?.[1] ?? "");
  const url = isNoCall(name) ? undefined : plaintextUrl(value);
  if (url) {
    const mended = url.replace("http:", "https:");
    const shown = flag === "" ? url : `${dashes}${flag}=${url}`;
    yield { hop: hopOf(name), found: shown, fix: `${path}: ${shown.replace(url, () => mended)}` };
  }
  if (flag !== "" && isSwitch(flag) && (value === text || isOn(value))) {
    yield { hop: hopOf(flag), found: `${dashes}${flag}`, fix: `${path}: ${dashes}${flag}=false` };
  }
}
