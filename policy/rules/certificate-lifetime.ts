import { hours } from "../judge/quantity";
import { practice, rule } from "../judge/rule";
import { number } from "../judge/settings";

/** What cert-manager makes of a Certificate that says nothing: https://cert-manager.io/docs/usage/certificate/ */
const byDefault = "2160h";

export const certificateLifetime = rule({
  name: "certificate-lifetime",
  description: "Certificates live neither long nor past the day on which they should be renewed.",
  severity: "medium",
  framework: practice("cert-manager: Certificate duration and renewBefore"),
  why: "a stolen key is good for as long as its certificate is, and one that is not renewed in time is an outage",
  settings: {
    maxHours: number("hours that a certificate of a workload may live", 8_760, 1),
    maxAuthorityHours: number("hours that a certificate of an authority may live", 87_600, 1),
  },
  *check({ group, kind, root }, { settings }) {
    if (group !== "cert-manager.io" || kind !== "Certificate") return;
    const spec = root.at("spec");
    const duration = spec.at("duration");
    const written = duration.isAbsent ? byDefault : duration.text;
    const lives = hours(written);
    const isAuthority = spec.at("isCA");
    const most = isAuthority.is(true) || !isAuthority.isKnown ? settings.maxAuthorityHours : settings.maxHours;
    if (lives !== undefined && lives > most) {
      yield { found: `it lives ${written}, more than ${most}h`, fix: `${duration.path}: ${most}h` };
    }
    const renewBefore = spec.at("renewBefore");
    const early = hours(renewBefore.text);
    if (lives !== undefined && early !== undefined && early >= lives) {
      yield {
        found: `it is renewed ${renewBefore.text} before its end, and lives only ${written}`,
        fix: `${renewBefore.path}: ${Math.max(1, Math.floor(lives / 3))}h`,
      };
    }
  },
});
