import { alloy } from "./broken/alloy";
import { backends } from "./broken/backends";
import { environment } from "./broken/environment";
import { keys } from "./broken/keys";
import { obi } from "./broken/obi";
import { obiExtra } from "./broken/obi-extra";
import { owned } from "./broken/owned";
import { quantities } from "./broken/quantities";
import { secrets } from "./broken/secrets";
import { several } from "./broken/several";
import { shapes } from "./broken/shapes";
import { tags } from "./broken/tags";
import { texts } from "./broken/texts";
import { together } from "./broken/together";
import { afterMends, brokenStackFiles, complaint, dedent, settingsOfFile } from "./support/broken";

brokenStackFiles("an unknown key", keys);
brokenStackFiles("a wrong flag, number or quantity", quantities);
brokenStackFiles("a wrong text, list or map", texts);
brokenStackFiles("a value of the wrong shape", shapes);
brokenStackFiles("an environment that does not exist", environment);
brokenStackFiles("values that do not go together", together);
brokenStackFiles("a tag that is not the tag of a release", tags);
brokenStackFiles("what OBI does not run with", obi);
brokenStackFiles("OBI's own configuration", obiExtra);
brokenStackFiles("the backends' own configuration", backends);
brokenStackFiles("a key of extraConfig that the stack keeps for itself", owned);
brokenStackFiles("Alloy's own blocks", alloy);
brokenStackFiles("a secret", secrets);
brokenStackFiles("several faults in one file", several);

test("the order of the faults does not depend on the order of the settings in the file", () => {
  const one = "config:\n  mop:tempo: { version: main }\n  mop:loki: { retention: 1h }\n  mop:alloy: { replicas: 0 }\n";
  const other =
    "config:\n  mop:alloy: { replicas: 0 }\n  mop:loki: { retention: 1h }\n  mop:tempo: { version: main }\n";
  expect(complaint("dev", other)).toBe(complaint("dev", one));
});

describe("what the mending commands keep", () => {
  const mendedOnce = (yaml: string) => {
    const text = dedent(yaml);
    return settingsOfFile("dev", afterMends("dev", text, complaint("dev", text)));
  };

  test("the settings below a misspelt key", () => {
    const { retention, limits } = mendedOnce(`
      config:
        mop:lokki:
          retention: 14d
          limits:
            streams: 5000
    `).loki;
    expect({ retention, limits }).toEqual({ retention: "14d", limits: { megabytesPerSecond: 10, streams: 5000 } });
  });

  test("the other settings of a section", () => {
    const { retention, storage } = mendedOnce(`
      config:
        mop:tempo:
          retention: 21d
          storage:
            size: 10GB
    `).tempo;
    expect({ retention, storage }).toEqual({ retention: "21d", storage: { size: "5Gi" } });
  });

  test("a list below a misspelt key", () => {
    const { protocols } = mendedOnce(`
      config:
        mop:obi:
          protocol: [http, grpc]
    `).obi;
    expect(protocols).toEqual(["http", "grpc"]);
  });

  test("the right members of a list with two wrong ones", () => {
    const { namespaces } = mendedOnce(`
      config:
        mop:obi:
          ignore:
            namespaces: [Bad_1, Bad_2, good]
    `).obi.ignore;
    expect(namespaces).toEqual(["good"]);
  });
});

test("two faults whose long paths begin alike are both told", () => {
  const yaml = [
    "config:",
    "  mop:obi:",
    "    extraConfig:",
    "      discovery:",
    "        default_exclude_instrument:",
    "          - k8s_owner_nam: a",
    "            k8s_daemonset_nam: b",
  ].join("\n");
  const places = complaint("dev", yaml).match(/^ {2}mop:.*$/gm);
  expect(places).toEqual([
    "  mop:obi.extraConfig.discovery.default_exclude_instrument[0].k8s_daemonset_nam",
    "  mop:obi.extraConfig.discovery.default_exclude_instrument[0].k8s_owner_nam",
  ]);
});
