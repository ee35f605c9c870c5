import { everyBlock, quotedTexts } from "../configuration/alloy";
import { type ConfigurationFile, configurationFiles } from "../configuration/files";
import { nsa, rule } from "../judge/rule";
import { choice } from "../judge/settings";

interface Version {
  /** As it is written: "1.2", "TLS12", "VersionTLS12". */
  readonly written: string;
  readonly found: string;
  /** The line that sets another. */
  readonly line: (written: string) => string;
}

const settingName = /^(tls_min_version|min_version|minVersion|ssl_min_version)$/;

/** Other things have a least version as well. */
const isOfTls = (path: string, written: string): boolean => /tls|ssl/i.test(`${path} ${written}`);

/** YAML makes 1 of 1.0. */
const version = /^((?:Version)?(?:TLS)?v?1)(?:([._]?)([0-3]))?$/i;

/** 12 for any way to write TLS 1.2; undefined for what is no version. */
const number = (written: string): number | undefined => {
  const [whole, , , digit = "0"] = version.exec(written) ?? [];
  return whole === undefined ? undefined : 10 + Number(digit);
};

function versions(file: ConfigurationFile): Version[] {
  if (file.format === "yaml") {
    return [...file.root.everything()].flatMap((field) => {
      const written = field.scalar;
      if (!settingName.test(field.key) || written === undefined || !isOfTls(field.path, written)) return [];
      return [{ written, found: `${field.path} is ${written}`, line: (other: string) => `${field.path}: ${other}` }];
    });
  }
  return [...everyBlock(file.blocks)].flatMap(({ block, path }) =>
    Object.entries(block.attributes)
      .filter(([name]) => settingName.test(name))
      .flatMap(([name, value]) => quotedTexts(value).map((written) => ({ name, written })))
      .filter(({ name, written }) => isOfTls(`${path} ${name}`, written))
      .map(({ name, written }) => ({
        written,
        found: `${path} has ${name} = "${written}"`,
        line: (other: string) => `${path} { ${name} = "${other}" }`,
      })),
  );
}

export const tlsVersion = rule({
  name: "tls-version",
  description: "No configuration lets in a version of TLS below the least one that is allowed.",
  severity: "high",
  framework: nsa("Network separation and hardening: encrypt traffic in transit"),
  why: "TLS 1.0 and 1.1 can be broken, and are out of use since RFC 8996",
  settings: { minimum: choice("the least version", ["1.2", "1.3"], "1.2") },
  *check(object, { settings: { minimum } }) {
    for (const file of configurationFiles(object)) {
      for (const { written, found, line } of versions(file)) {
        const least = number(minimum) ?? 12;
        if ((number(written) ?? least) >= least) continue;
        const mended = written.replace(version, (_, before, dot = ".") => `${before}${dot}${least - 10}`);
        yield { in: file.name, found, fix: line(mended) };
      }
    }
  },
});
