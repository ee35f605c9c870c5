import { Command } from "commander";
import { LabError } from "../lab/lab-error";
import type { CommentOptions } from "./comment";
import { exitCode, Failure } from "./failure";
import type { ImagesOptions } from "./images";
import type { StackOptions } from "./offline";
import type { PolicyOptions } from "./policy";
import type { CommandOptions } from "./protected";
import type { ReviewOptions } from "./review";

/** The commands behind the npm scripts. Each loads its own code only when it is called: the engine takes a second. */
const mop = new Command("mop")
  .description("Zero-code observability on Kubernetes")
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.badInput));

const stack = ["--stack <name>", "the stack: dev, staging, production"] as const;
const configFile = ["--config-file <path>", "settings instead of those in Pulumi.<stack>.yaml"] as const;
const policyConfig = ["--policy-config <path>", "levels and settings of policies, over policy/config.json"] as const;

for (const [operation, does] of [
  ["up", "bring a stack up"],
  ["preview", "say what up would change"],
  ["refresh", "read into the stack's state what is really there"],
  ["destroy", "take a stack down"],
] as const) {
  const command = mop
    .command(operation)
    .description(`${does}: on the lab, or with --context on that cluster`)
    .requiredOption(...stack)
    .option(...configFile)
    .option("--context <name>", "kubeconfig context of a real cluster")
    .action(async (options: CommandOptions) => (await import("./stack-commands")).stackCommand(operation, options));
  if (operation === "up" || operation === "preview") command.option(...policyConfig);
}

mop
  .command("render")
  .description("write a stack's objects to files, with neither CLI nor cluster")
  .requiredOption(...stack)
  .option(...configFile)
  .option("--out <folder>", "one file per object")
  .option("--json", "list the resources with parents and dependencies")
  .action(async (options: StackOptions & { out?: string; json?: true }) => (await import("./render")).render(options));

mop
  .command("policy")
  .description("judge a stack by all policies, with neither CLI nor cluster")
  .option(...stack)
  .option(...configFile)
  .option("--file <state>", "instead of a stack, a state that pulumi stack export wrote")
  .option("--environment <name>", "judge as dev, staging or production, whatever the stack is called")
  .option(...policyConfig)
  .option("--json", "the verdicts as JSON")
  .action(async (options: PolicyOptions) => (await import("./policy")).policyCommand(options));

mop
  .command("review")
  .description("say what a change does to stacks: without a cluster, or held against one")
  .option("--base <ref>", "what to compare with: origin/main")
  .option("--live", "compare with what is in a cluster instead: in the lab, or with --context there")
  .option("--context <name>", "with --live: kubeconfig context of a real cluster")
  .option("--stacks <names>", "which stacks", "dev,staging,production")
  .option("--format <format>", "markdown, html or json", "markdown")
  .option("--out <file>", "where to write it; else to the terminal")
  .option("--no-engine", "do not ask Pulumi's engine for its plan, where the CLI is on this machine")
  .action(async (options: ReviewOptions) => (await import("./review")).reviewCommand(options));

mop
  .command("comment")
  .description("put what review wrote on a pull request of GitHub, and into the summary of the job")
  .requiredOption("--file <path>", "the report, in Markdown")
  .option("--pr <number>", "the pull request; without it, that of the event which started the job")
  .action(async (options: CommentOptions) => (await import("./comment")).commentCommand(options));

mop
  .command("images")
  .description("the images of the stack: one of --list, --resolve and --check")
  .option("--list", "one reference a line, for mirroring")
  .option("--registry <prefix>", "with --list: each one's name below that registry beside it")
  .option("--resolve", "ask the registries for the digests and keep them in settings/images.json")
  .option(
    "--check",
    "say what is newer, what its vendor does not patch any more (Node as well), and which tag was moved",
  )
  .action(async (options: ImagesOptions) => (await import("./images")).imagesCommand(options));

mop
  .command("adopt")
  .description("write a file by which pulumi import takes over what is in a cluster already")
  .requiredOption(...stack)
  .option(...configFile)
  .requiredOption("--existing <path>", "YAML of what is there, a file or a folder: kubectl get -o yaml, tk show")
  .option("--out <file>", "where to write it", "import.json")
  .action(async (options: StackOptions & { existing: string; out: string }) =>
    (await import("./adopt")).adoptExisting(options),
  );

const lab = mop.command("lab").description("a real control plane on this machine");
const labCommands = () => import("./lab");
lab
  .command("start")
  .description("build what is missing and start what does not run")
  .option("--node <kind>", "what runs pods: fake, which only says so, or real; else what the lab has, at first fake")
  .option("--nodes <number>", "how many real nodes, each in a zone of its own; else as many as the lab has, at first 1")
  .option("--images <tars...>", "images that real nodes are to have, as docker save writes them")
  .action(async (options: { node?: string; nodes?: string; images?: string[] }) =>
    (await labCommands()).startLab(options),
  );
lab
  .command("build")
  .description("build tools without starting anything")
  .argument("[tools...]")
  .action(async (tools: string[]) => (await labCommands()).buildTools(tools));
lab
  .command("stop")
  .description("end all its processes")
  .option("--purge", "forget its data, too")
  .action(async (options: { purge?: true }) => (await labCommands()).stopLab(options));
lab
  .command("status")
  .description("say what runs")
  .action(async () => (await labCommands()).labStatus());
lab
  .command("kubectl")
  .description("kubectl on the lab")
  .allowUnknownOption()
  .helpOption(false)
  .argument("[args...]")
  .action(async (args: string[]) => (await labCommands()).labKubectl(args));

mop.parseAsync().catch((error: unknown) => {
  if (error instanceof Failure || error instanceof LabError) console.error(`\n${error.message}`);
  else console.error(error);
  process.exitCode = error instanceof Failure ? error.code : exitCode.failed;
});
