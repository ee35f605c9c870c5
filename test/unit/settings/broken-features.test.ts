import { collisions } from "./broken/collisions";
import { figures } from "./broken/figures";
import { logs } from "./broken/logs";
import { places } from "./broken/places";
import { queues } from "./broken/queues";
import { redaction } from "./broken/redaction";
import { roles } from "./broken/roles";
import { sampling } from "./broken/sampling";
import { scale } from "./broken/scale";
import { storage } from "./broken/storage";
import { tenancy } from "./broken/tenancy";
import { tenants } from "./broken/tenants";
import { topology } from "./broken/topology";
import { sound } from "./broken/sound";
import { brokenStackFiles, complaint, dedent, settingsOfFile } from "./support/broken";

brokenStackFiles("a backend without object storage", storage);
brokenStackFiles("signals in each other's way", collisions);
brokenStackFiles("a topology and what it needs", topology);
brokenStackFiles("how many of a part there are", roles);
brokenStackFiles("how many of a part there may be", scale);
brokenStackFiles("tenants", tenancy);
brokenStackFiles("what a tenant has of its own", tenants);
brokenStackFiles("sampling", sampling);
brokenStackFiles("Alloy's queues", queues);
brokenStackFiles("logs", logs);
brokenStackFiles("redaction", redaction);
brokenStackFiles("the name of a place", places);
brokenStackFiles("figures and texts that only fail later", figures);

/** What stands next to those faults, and is none. */
test.each(sound.map(({ name, stack = "dev", yaml }) => [name, stack, yaml]))("%s is no fault", (_, stack, yaml) => {
  expect(complaint(stack, dedent(yaml))).toBe("no fault");
});

test("parts that keep nothing may be scaled by load, and no others", () => {
  const settings = settingsOfFile("dev", "");
  const scaled = (["tempo", "mimir", "loki"] as const).flatMap((backend) =>
    Object.keys(settings[backend].roles)
      .map((role) => [backend, role, complaint("dev", scaledStack(backend, role))])
      .filter(([, , report]) => report === "no fault")
      .map(([, role]) => `${backend} ${role}`),
  );
  expect(scaled).toEqual([
    "tempo distributor",
    "tempo querier",
    "mimir distributor",
    "mimir querier",
    "loki distributor",
    "loki querier",
  ]);
});

const scaledStack = (backend: string, role: string) =>
  `config:\n  mop:${backend}: { roles: { ${role}: { maxReplicas: 9 } } }\n`;
