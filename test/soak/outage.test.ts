import { setTimeout as sleep } from "node:timers/promises";
import { namespace } from "../real/dev";
import { withRealNode } from "../real/real-lab";
import { faults, startSecureDev, survives } from "../real/secure-dev";

/** What the gateway has acknowledged outlives an outage of all that it sends to. */

withRealNode("an outage on a real node", () => {
  beforeAll(startSecureDev);

  test("all backends are away for three minutes, and the gateway is killed meanwhile", () =>
    survives("outage", 3_000, async () => {
      const backends = ["loki", "mimir", "tempo"];
      await faults.stop(...backends);
      const outage = sleep(180_000);
      await faults.kill("/bin/alloy", `${namespace} alloy-0 ready, 1 restarts`);
      await outage;
      await faults.start(...backends);
    }));
});
