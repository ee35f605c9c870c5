import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { htmlReport } from "../../../../review/report/html";
import type { StackReview } from "../../../../review/report/model";

const chromium = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
  .find(existsSync);

const stack = (name: string): StackReview => ({
  stack: name,
  state: "compared",
  faults: [],
  tally: { added: 2, changed: 0, removed: 0, unchanged: 0 },
  blast: [],
  policies: { introduced: [], fixed: [], standing: { mandatory: 0, advisory: 0 } },
  changes: ["Service", "Secret"].map((kind) => ({
    op: "added",
    kind,
    title: `${kind} ${name}`,
    danger: kind === "Secret" ? "exposure" : "change",
    lines: [{ sign: "+", text: "<script>document.title = 'taken over'</script>" }],
  })),
  network: [],
});

/** The page as it is when its script has run, opened at an address that ends in `hash`. */
function opened(hash: string): string {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    const file = join(folder, "report.html");
    writeFileSync(file, htmlReport({ base: "a", head: "b", stacks: [stack("dev"), stack("production")] }));
    const flags = [
      ...["headless", "no-sandbox", "disable-gpu", "no-first-run"],
      // The page is all that it is to open.
      ...["disable-background-networking", "disable-component-update", "disable-sync", "disable-quic"],
      `user-data-dir=${join(folder, "profile")}`,
    ].map((flag) => `--${flag}`);
    return execFileSync(chromium as string, [...flags, "--dump-dom", `file://${file}${hash}`], {
      encoding: "utf8",
      timeout: 60_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } finally {
    // Chromium's helpers may write to the profile for a moment longer.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

if (chromium) {
  test.each([
    ["", "4 of 4", 0],
    ["#stack=dev", "2 of 4", 2],
    ["#stack=dev&kind=Secret", "1 of 4", 4],
    ["#danger=exposure", "2 of 4", 2],
    ["#stack=unknown", "4 of 4", 0],
  ])("the filter in the address %p leaves %s objects", (hash, shown, hidden) => {
    const page = opened(hash);
    expect(page).toContain(`>${shown} changed objects shown</output>`);
    // Of a hidden stack: its section and its link. The rest are objects.
    expect(page.match(/<(?:section|li|details)[^>]*data-(?:stack|kind)[^>]* hidden=""/g) ?? []).toHaveLength(hidden);
    expect(page).toContain("<title>Review: a to b</title>");
  });
} else {
  test.skip("not run: no Chromium on this machine", () => undefined);
}
