import { open } from "./relay";

/** The process: opens each way of its arguments, which name two ends each. */
async function main(ends: readonly string[]): Promise<void> {
  for (let n = 0; n < ends.length; n += 2) {
    await open({ from: ends[n], to: ends[n + 1] });
    console.log(`${ends[n]} -> ${ends[n + 1]}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
