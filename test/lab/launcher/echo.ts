import { execFileSync } from "node:child_process";

/** Started through the launcher by its tests: says where it runs, and ends as it is told. */
const [word, code] = process.argv.slice(2);
const onPath = execFileSync("node", ["--version"], { encoding: "utf8" }).trim();
console.log(`${word} ${process.version} ${onPath}`);
if (code === "wait") setInterval(() => {}, 1_000);
else process.exitCode = Number(code);
