import { needsPods, pending } from "../../../lab/provider/rollout";
import { unknownWait } from "../../../lab/provider/wait-for";

const asking = (waitFor: string, status?: object, kind = "Certificate") => ({
  kind,
  metadata: { generation: 2, annotations: { "pulumi.com/waitFor": waitFor } },
  status,
});

const ready = (status: string, more: object = {}) => ({ type: "Ready", status, message: "no issuer", ...more });

test.each<[string, string | undefined, string, object | undefined]>([
  ["no status", "nothing says whether it is Ready yet", "condition=Ready", undefined],
  ["null for its conditions", "nothing says whether it is Ready yet", "condition=Ready", { conditions: null }],
  [
    "another condition",
    "nothing says whether it is Ready yet",
    "condition=Ready",
    { conditions: [{ type: "Issuing" }] },
  ],
  ["a bad one", "Ready is False: no issuer", "condition=Ready", { conditions: [ready("False")] }],
  [
    "one without a message",
    "Ready is Unknown",
    "condition=Ready",
    { conditions: [{ type: "Ready", status: "Unknown" }] },
  ],
  ["a good one", undefined, "condition=Ready", { conditions: [ready("True")] }],
  ["a good one in other letters", undefined, "condition=ready=true", { conditions: [ready("True")] }],
  ["the bad one that is wanted", undefined, "condition=Ready=False", { conditions: [ready("False")] }],
  [
    "the good one that is not wanted",
    "Ready is True: no issuer",
    "condition=Ready=False",
    { conditions: [ready("True")] },
  ],
  [
    "a good one of before",
    "Ready is True of an earlier version: no issuer",
    "condition=Ready",
    { conditions: [ready("True", { observedGeneration: 1 })] },
  ],
  [
    "a good one that was seen before",
    "Ready is True of an earlier version: no issuer",
    "condition=Ready",
    { observedGeneration: 1, conditions: [ready("True")] },
  ],
  ["a good one of now", undefined, "condition=Ready", { conditions: [ready("True", { observedGeneration: 2 })] }],
  [
    "one of two",
    "nothing says whether it is Approved yet",
    '["condition=Ready", "condition=Approved"]',
    { conditions: [ready("True")] },
  ],
])("%s: %s", (_, expected, waitFor, status) => {
  expect(pending(asking(waitFor, status))).toBe(expected);
});

test("what an object asks for takes the place of what its kind is waited for", () => {
  const up = { conditions: [{ type: "Available", status: "True" }] };
  expect(pending(asking("condition=Available", up, "Deployment"))).toBeUndefined();
  expect(needsPods(asking("condition=Available", up, "Service"))).toBe(false);
});

test.each([
  ["condition=Ready", undefined],
  ['["condition=Ready", "condition=Synced=False"]', undefined],
  ["jsonpath={.status.phase}=Running", "jsonpath={.status.phase}=Running"],
  ["Ready", "Ready"],
])("%s can be waited for, or not: %s", (waitFor, refused) => {
  const words = "the lab's stand-in provider waits for condition=TYPE[=STATUS] only, not for";
  expect(unknownWait({ "pulumi.com/waitFor": waitFor })).toBe(refused && `${words} ${refused}`);
  expect(unknownWait(undefined)).toBeUndefined();
});
