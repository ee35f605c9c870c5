import { dev, create } from "../real/dev";
import { fiveQuietMinutes, memoryUse, strangeLines, withinRequests } from "../real/health";
import { calmDev, pods } from "../real/pods";
import { must, withRealNode } from "../real/real-lab";

/** The dev stack on a real node, left alone. */

withRealNode("a quiet dev stack on a real node", () => {
  beforeAll(() => {
    must("lab", "start", "--node", "real");
    create(dev);
  });

  test("for five minutes no pod restarted, no error is unexplained, and each takes no more memory than it asked for", async () => {
    await fiveQuietMinutes();
    expect(pods()).toEqual(calmDev);
    expect(strangeLines()).toEqual([]);
    expect(memoryUse()).toEqual(withinRequests);
  });
});
