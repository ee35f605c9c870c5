import fc from "fast-check";
import { merge, type Tree } from "../../../../settings";
import { stacks } from "../../../support/offline";
import { security, withSecrets } from "../../settings/support/arbitrary-security";
import { backends } from "./backends";
import { flag, name, some } from "./leaves";
import { obi } from "./obi";
import { alloy, images, logs, redaction, sampling, tenancy } from "./pipeline";

/** A shipped stack and settings laid over it. */
export interface Changed {
  readonly stack: string;
  readonly input: Tree;
}

const settings = (stack: string): fc.Arbitrary<Tree> =>
  fc
    .tuple(
      fc.record(
        {
          cluster: fc.record({ name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,10}$/) }),
          namespaces: fc.record({ backends: name.map((n) => `b-${n}`), agents: name.map((n) => `a-${n}`) }, some),
          protect: flag,
          sampling: sampling(stack),
          logs,
          redaction,
          images,
          obi,
        },
        some,
      ),
      backends,
      alloy,
      tenancy,
      security.map((of) => of(stack)),
    )
    .map(([rest, stores, gateway, whose, secured]) =>
      // Production chooses traces by its own file.
      withSecrets(
        merge(rest, stores, { alloy: gateway, tenancy: whose }, secured),
        stack === "production" ? "tail" : "all",
      ),
    );

/** What a stack file may say and be accepted, as odd as it may be. */
export const accepted: fc.Arbitrary<Changed> = fc
  .constantFrom(...stacks)
  .chain((stack) => settings(stack).map((input) => ({ stack, input })));
