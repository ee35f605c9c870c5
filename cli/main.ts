import { Command } from "commander";
import { Failure } from "./failure";
import { buildTools, labKubectl, labStatus, startLab, stopLab } from "./lab";
import { render } from "./render";
import { stackCommand, type StackOptions } from "./stack-commands";

/** The commands behind the npm scripts. */
const mop = new Command("mop").description("Zero-code observability on Kubernetes").showHelpAfterError();

for (const [operation, does] of [
  ["up", "bring a stack up"],
  ["preview", "say what up would change"],
  ["refresh", "read into the stack's state what is really there"],
  ["destroy", "take a stack down"],
] as const) {
  mop
    .command(operation)
    .description(`${does}: on the lab, or with --context on that cluster`)
    .requiredOption("--stack <name>", "the stack: dev, staging, production")
    .option("--config-file <path>", "settings instead of those in Pulumi.<stack>.yaml")
    .option("--context <name>", "kubeconfig context of a real cluster")
    .action((options: StackOptions & { context?: string }) => stackCommand(operation, options));
}

mop
  .command("render")
  .description("write a stack's objects to files, with neither CLI nor cluster")
  .requiredOption("--stack <name>", "the stack: dev, staging, production")
  .option("--config-file <path>", "settings instead of those in Pulumi.<stack>.yaml")
  .option("--out <folder>", "one file per object")
  .option("--json", "list the resources with parents and dependencies")
  .action(render);

const lab = mop.command("lab").description("a real control plane on this machine");
lab.command("start").description("build what is missing and start what does not run").action(startLab);
lab.command("build").description("build tools without starting anything").argument("[tools...]").action(buildTools);
lab.command("stop").option("--purge", "forget its data, too").description("end all its processes").action(stopLab);
lab.command("status").description("say what runs").action(labStatus);
lab
  .command("kubectl")
  .description("kubectl on the lab")
  .allowUnknownOption()
  .helpOption(false)
  .argument("[args...]")
  .action(labKubectl);

mop.parseAsync().catch((error: unknown) => {
  if (error instanceof Failure) console.error(`\n${error.message}`);
  else console.error(error);
  process.exitCode = error instanceof Failure ? error.code : 1;
});
