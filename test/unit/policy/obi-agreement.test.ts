import fc from "fast-check";
import { stringify } from "yaml";
import { capabilities } from "../../../components/obi/capabilities";
import { obiConfig } from "../../../components/obi/config";
import { wiring } from "../../../components/wiring";
import { agentCapabilities } from "../../../policy/rules/agent-capabilities";
import { merge, type Settings } from "../../../settings";
import { onlyOn, type Switch, switchNames } from "../components/obi/switches";
import { settingsOf } from "../components/settings";
import { container, resource } from "./resources";
import { verdicts } from "./test-rule";

/**
 * Two ways to the same set: the program computes OBI's capabilities from settings, the rule from what was rendered. What
 * the rendered configuration does not tell is granted: what the nodes' kernel asks for, and what needs no key.
 */
const unseen: readonly Switch[] = ["before511", "rhel418", "restrictedPerfEvents", "goHeaders", "probeMetrics"];

const injecting: readonly Switch[] = ["headers", "tcp", "all"];
const applications: readonly Switch[] = ["traces", "application", "serviceGraph", "spanMetrics", "host", "runtime"];

const agent = "docker.io/otel/ebpf-instrument:v0.15.2";

function judged(switches: readonly Switch[], grant: readonly object[]): string[] {
  const settings = merge(settingsOf("dev"), { obi: onlyOn(switches) }) as unknown as Settings;
  const text = stringify(obiConfig(settings, wiring(settings)));
  const map = resource("core/v1:ConfigMap", { metadata: { name: "obi-config" }, data: { "obi.yaml": text } });
  const spec = {
    containers: [
      container({
        image: agent,
        env: [{ name: "OTEL_EBPF_CONFIG_PATH", value: "/etc/obi/obi.yaml" }],
        volumeMounts: [{ name: "config", mountPath: "/etc/obi" }],
        securityContext: { capabilities: { add: [...capabilities(settings.obi)] } },
      }),
    ],
    volumes: [{ name: "config", configMap: { name: "obi-config" } }],
  };
  const set = resource("apps/v1:DaemonSet", { metadata: { name: "obi" }, spec: { template: { spec } } });
  return verdicts(agentCapabilities, [map, set], { grant });
}

const granted = ["SYS_ADMIN", "SYS_RESOURCE"].map((capability) => ({
  kind: "DaemonSet",
  name: "obi",
  capability,
  why: "the nodes' kernel",
}));

test("whatever is switched on, the program gives OBI what the rule asks for", () => {
  const seen = switchNames.filter((name) => !unseen.includes(name));
  fc.assert(
    fc.property(fc.subarray(seen), (switches) => {
      // Without applications there is no traffic to write into: the program gives what the rule finds needless.
      fc.pre(
        switches.some((name) => applications.includes(name)) || !switches.some((name) => injecting.includes(name)),
      );
      expect(judged(switches, [])).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("what the configuration does not tell has to be granted", () => {
  for (const one of unseen) {
    expect([one, judged(["traces", one], []).length > 0]).toEqual([one, true]);
    expect([one, judged(["traces", one], granted)]).toEqual([one, []]);
  }
});
