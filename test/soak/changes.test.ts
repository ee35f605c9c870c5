import { buildImages } from "../../lab/images";
import { merge, type Tree } from "../../settings";
import { changed, eventually } from "../lab/lab";
import { issuedSerials, shownSerials } from "../real/certificates";
import { create, dev, devOverTls, namespace, up } from "../real/dev";
import { exportsOf, failedTries } from "../real/exports";
import { logLine } from "../real/otlp";
import { stackPods } from "../real/pods";
import { must, withRealNode } from "../real/real-lab";
import { found, Services } from "../real/services";
import { nothing, underLoad } from "../real/under-load";

/** Changes of a dev stack that runs and takes telemetry in meanwhile. */

const plain = new Services(namespace);
const secure = new Services(namespace, { secure: true });

const renewed = merge(devOverTls, { "mop:certificates": { duration: "60d" } });

/** Brings the stack up with other settings. @returns the resources that it changed, "~ StatefulSet mop-loki" */
const changedBy = (settings: Tree): string[] => changed(up(settings)).map((line) => line.split(":")[0]);

const otherTags = { loki: "docker.io/grafana/loki:3.7.9", alloy: "docker.io/grafana/alloy:v1.19.3" };

const images = () => stackPods().flatMap(({ spec }) => spec.containers.map(({ image }) => image));

withRealNode("changes under load", () => {
  beforeAll(async () => {
    const built = await buildImages(Object.values(otherTags));
    must("lab", "start", "--node", "real", "--images", ...built.map(({ tar }) => tar));
    create(dev);
  });

  test("a setting that one part reads restarts that part, and nothing is refused or lost", async () => {
    const change = () =>
      expect(changedBy(merge(dev, { "mop:loki": { retention: "72h" } }))).toEqual([
        "~ ConfigMap mop-loki-config",
        "~ StatefulSet mop-loki",
      ]);
    expect(await underLoad(plain, "one-reader", change)).toEqual({ rolled: ["loki-0"], lost: nothing, refused: false });
  });

  test("a setting that the agent and the gateway read restarts those two, and nothing is lost", async () => {
    const change = () =>
      expect(changedBy(merge(dev, { "mop:cluster": { name: "lab" }, "mop:loki": { retention: "72h" } }))).toEqual([
        "~ ConfigMap mop-alloy-config",
        "~ ConfigMap mop-obi-config",
        "~ DaemonSet mop-obi",
        "~ StatefulSet mop-alloy",
      ]);
    expect(await underLoad(plain, "two-readers", change)).toMatchObject({ rolled: ["obi", "alloy-0"], lost: nothing });
  });

  test("with TLS every pod starts anew, and nothing is lost", async () => {
    expect(await underLoad(plain, "before-tls", () => up(devOverTls), { reader: secure })).toMatchObject({
      rolled: ["obi", "alloy-0", "loki-0", "mimir-0", "tempo-0"],
      lost: nothing,
    });
    expect(secure.send(logLine("secure-shop", "over TLS"))).toEqual([200]);
    expect(await found(() => secure.lines('{service_name="secure-shop"}'))).toEqual(["over TLS"]);
  });

  test("every certificate is renewed, and no export fails and no pod restarts", async () => {
    const old = issuedSerials(namespace);
    const { sent, failed } = exportsOf(secure);
    const begin = new Date();
    const renew = async () => {
      expect(changedBy(renewed)).toEqual(
        ["alloy", "loki", "mimir", "obi", "root-1", "tempo"].map((name) => `~ Certificate mop-certificates-${name}`),
      );
      const issued = issuedSerials(namespace);
      expect(Object.keys(old).filter((port) => issued[port] === old[port])).toEqual([]);
      await eventually(
        () => shownSerials(namespace),
        (serials) => Object.keys(issued).every((port) => serials[port] === issued[port]),
        180,
      );
      // What is open stays so; these are new connections.
      for (let i = 0; i < 5; i++) expect(shownSerials(namespace)).toEqual(issued);
    };
    expect(await underLoad(secure, "renewal-lines", renew)).toEqual({ rolled: [], lost: nothing, refused: false });
    const after = exportsOf(secure);
    expect([failed, after.failed, failedTries(namespace, begin)]).toEqual([0, 0, []]);
    for (const items of ["spans", "metric_points", "log_records", "samples"] as const) {
      expect(after.sent[items]).toBeGreaterThan(sent[items]);
    }
  });

  test("another tag and back: the pods run what is named, and nothing of before or meanwhile is lost", async () => {
    const before = images();
    const version = (name: keyof typeof otherTags) => otherTags[name].split(":")[1];
    const change = () => {
      expect(
        changedBy(
          merge(renewed, { "mop:loki": { version: version("loki") }, "mop:alloy": { version: version("alloy") } }),
        ),
      ).toEqual(["~ StatefulSet mop-alloy", "~ StatefulSet mop-loki"]);
      expect(images()).toEqual(
        before.map((image) => Object.values(otherTags).find((other) => sameName(other, image)) ?? image),
      );
      up(renewed);
      expect(images()).toEqual(before);
    };
    expect(await underLoad(secure, "tags", change)).toMatchObject({ rolled: ["alloy-0", "loki-0"], lost: nothing });
    expect(secure.lines('{service_name="secure-shop"}')).toEqual(["over TLS"]);
  });
});

const sameName = (one: string, other: string) => one.split(":")[0] === other.split(":")[0];
