import { driftItems } from "../../../review/drift";
import type { Registered } from "../../../review/offline";

function registered(kind: string, spec: object): Registered {
  const type = `kubernetes:core/v1:${kind}`;
  const inputs = { apiVersion: "v1", kind, metadata: { name: "web", namespace: "shop" }, ...spec };
  return { type, name: "web", urn: `${type}::web`, parent: "", dependencies: [], protect: false, custom: true, inputs };
}

const service = (spec: object) => registered("Service", { spec });
const drift = (before: Registered, after?: Registered) =>
  driftItems([{ op: "refresh", before, ...(after ? { after } : {}) }]);

test("an object that is as it was left is in no report", () => {
  expect(drift(service({ a: 1 }), service({ a: 1 }))).toEqual([]);
});

test("changed fields are told by their paths, five of them at most", () => {
  const [one, six] = [{ a: 1 }, { a: 2, b: 1, c: 1, d: 1, e: 1, f: 1 }];
  expect(drift(service({ a: 2 }), service(one))).toEqual([
    {
      danger: "change",
      subject: "Service shop/web",
      text: "was changed in the cluster since the last update, which sets it back: spec.a",
    },
  ]);
  expect(drift(service(six), service(one)).map(({ text }) => text)).toEqual([
    "was changed in the cluster since the last update, which sets it back: spec.a, spec.b, spec.c, spec.d, spec.e and 1 more",
  ]);
});

test("an object that somebody deleted comes back", () => {
  expect(drift(service({}))).toEqual([
    {
      danger: "change",
      subject: "Service shop/web",
      text: "is gone from the cluster since the last update, which makes it again",
    },
  ]);
});

test("the value of a secret is in no report", () => {
  const secret = (password: string) => registered("Secret", { stringData: { password } });
  expect(JSON.stringify(drift(secret("hunter1"), secret("hunter2")))).not.toContain("hunter");
});
