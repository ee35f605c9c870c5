import { everyBlock, quotedTexts } from "../configuration/alloy";
import { type ConfigurationFile, configurationFiles } from "../configuration/files";
import { nsa, rule } from "../judge/rule";
import { choice } from "../judge/settings";

interface Version {
  readonly path: string;
  /** As it is written: "1.2", "TLS12", "VersionTLS12". */
  readonly written: string;
}

const settingName = /^(tls_min_version|min_version|minVersion|ssl_min_version)$/;

/** 12 for any way to write TLS 1.2; undefined for what is no version. */
const number = (written: string): number | undefined => {
  const digits = /^(?:Version)?(?:TLS)?v?1[._]?([0-3])$/i.exec(written)?.[1];
  return digits === undefined ? undefined : 10 + Number(digits);
};

function versions(file: ConfigurationFile): Version[] {
  if (file.format === "yaml") {
    return [...file.root.everything()].flatMap((field) => {
      const written = field.scalar;
      return settingName.test(field.key) && written !== undefined ? [{ path: field.path, written }] : [];
    });
  }
  return [...everyBlock(file.blocks)].flatMap(({ block, path }) =>
    Object.entries(block.attributes)
      .filter(([name]) => settingName.test(name))
      .flatMap(([name, value]) => quotedTexts(value).map((written) => ({ path: `${path} { ${name} }`, written }))),
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
      for (const { path, written } of versions(file)) {
        const found = number(written);
        const least = number(minimum) ?? 12;
        if (found === undefined || found >= least) continue;
        const mended = written.replace(/1([._]?)[0-3]$/, `1$1${least - 10}`);
        yield { in: file.name, found: `${path} is ${written}`, fix: `${path}: ${mended}` };
      }
    }
  },
});
