import { isWanted, namesIn } from "../../../../lab/node/images";

const loki = "docker.io/grafana/loki:3.7.8";
const built = { tar: "/images/built.tar", holds: "Loki v3.7.8", references: [loki] };
const pulled = { tar: "/images/pulled.tar", holds: "pulled", references: [loki] };
const given = { tar: "/home/loki.tar" };

/** What a node has after an import at 1 ms. */
const after = ({ tar, holds }: { tar: string; holds?: string }) => [{ tar, written: 1, names: [loki], holds }];

test("an import says what images came of it", () => {
  expect(
    namesIn(`unpacking registry.k8s.io/pause:3.10 (sha256:0123)...done
unpacking lab.invalid/probe:1 (sha256:4567)...done
`),
  ).toEqual(["registry.k8s.io/pause:3.10", "lab.invalid/probe:1"]);
});

test("a tar is imported once, and again when it was written anew", () => {
  expect([isWanted([], built, 1), isWanted(after(built), built, 1), isWanted(after(built), built, 2)]).toEqual([
    true,
    false,
    true,
  ]);
});

test("what is pulled takes the place of what was built, and the other way round", () => {
  expect([isWanted(after(built), pulled, 1), isWanted(after(pulled), built, 1)]).toEqual([true, true]);
});

test("what others made takes the place of both, and stays until they bring something else", () => {
  expect([isWanted(after(built), given, 1), isWanted(after(pulled), given, 1)]).toEqual([true, true]);
  expect([isWanted(after(given), built, 1), isWanted(after(given), pulled, 1)]).toEqual([false, false]);
  expect([isWanted(after(given), { tar: "/home/other.tar" }, 1), isWanted(after(given), given, 2)]).toEqual([
    true,
    true,
  ]);
});
