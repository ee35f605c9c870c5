import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import program from "../../index";
import { cache, checkout, labFolder } from "../../lab/folders";
import { isAlive } from "../../lab/lock";
import { isTree, merge, stackFile, type Tree } from "../../settings";
import { exitCode, Failure } from "../failure";

/** A stack, and the file that holds its settings. */
export interface StackFile {
  readonly name: string;
  readonly file: string;
}

/** The cluster that a command works on. */
export interface Target {
  readonly kubeconfig: string | undefined;
  readonly context: string;
  readonly isLab: boolean;
}

/** The settings by which a stack is sent to a target. */
export const targetSettings = ({ context, kubeconfig }: Target): Tree => ({
  cluster: kubeconfig ? { context, kubeconfig } : { context },
});

const stateFolder = join(labFolder, "state");

/**
 * Settings of the engine for a stack that is on no cluster of anybody's: state, plugins and locks apart from the user's
 * own.
 *
 * @param state folder that keeps it
 */
export const ownEnvironment = (state: string, passphrase: string): Record<string, string> => ({
  PULUMI_HOME: join(cache, "pulumi-home"),
  // Each file is replaced at once; the notes that the engine would keep beside it are not, and one that a kill leaves empty
  // makes the state unreadable: https://pkg.go.dev/gocloud.dev/blob/fileblob
  PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
  PULUMI_CONFIG_PASSPHRASE: passphrase,
  ...quiet,
});

const quiet = { PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true" };

/** The lab's passphrase protects nothing, since no setting of the stack is a secret. */
export const engineEnvironment = (target: Target): Record<string, string> =>
  target.isLab ? ownEnvironment(stateFolder, "lab") : quiet;

/** What makes the engine work with a stand-in on a loopback port, in the place of some packages' providers. */
export const standInEnvironment = (port: number, packages = ["kubernetes"]): Record<string, string> => ({
  PULUMI_DEBUG_PROVIDERS: packages.map((name) => `${name}:${port}`).join(),
  // It would look for the plugin that it then does not use.
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
});

/**
 * Opens a stack on the engine, with the program in this process. It works on copies of the project's files, so that
 * the engine writes nothing into the checkout and the target need not stand in the stack file.
 *
 * @param environment of the engine's process
 */
export async function openStack(
  { name, file }: StackFile,
  target: Target,
  command: PulumiCommand,
  environment: Record<string, string>,
): Promise<Stack> {
  const folder = join(labFolder, "workspaces", target.isLab ? "lab" : encodeURIComponent(target.context), name);
  mkdirSync(folder, { recursive: true });
  if (target.isLab) mkdirSync(stateFolder, { recursive: true });
  copyFileSync(join(checkout, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const content = (parse(readFileSync(file, "utf8")) ?? {}) as Tree;
  const config = isTree(content.config) ? content.config : {};
  // As the engine, a stack file may leave the project's name out of a key.
  const key = "cluster" in config ? "cluster" : "mop:cluster";
  const aimed = merge(content, { config: { [key]: targetSettings(target).cluster } });
  writeFileSync(stackFile(folder, name), stringify(aimed));
  const opened = await LocalWorkspace.createOrSelectStack(
    { stackName: name, projectName: "mop", program: () => Promise.resolve(program()) },
    { workDir: folder, pulumiCommand: command, envVars: environment },
  );
  if (target.isLab) await clearDeadLocks(opened);
  else await refuseOtherCluster(opened, target);
  return opened;
}

/**
 * The engine takes the cluster to refresh and to destroy from the stack's state, whatever context is named now; and an
 * `up` on another cluster would replace the whole stack.
 *
 * @throws Failure when the stack is on another context than the target's
 */
async function refuseOtherCluster(stack: Stack, { context }: Target): Promise<void> {
  const provider = (await state(stack)).find(({ type }) => type === "pulumi:providers:kubernetes");
  const current = provider?.inputs?.context;
  if (current === undefined || current === context) return;
  throw new Failure(
    [
      `The stack ${stack.name} is on the context ${current}, not on ${context}.`,
      `Work on it there, or destroy it there first: npm run destroy -- --stack ${stack.name} --context ${current}`,
    ].join("\n"),
    exitCode.badInput,
  );
}

interface StateResource {
  readonly type: string;
  readonly urn: string;
  readonly protect?: boolean;
  readonly inputs?: { readonly context?: string };
}

async function state(stack: Stack): Promise<readonly StateResource[]> {
  const { deployment } = (await stack.exportStack()) as { deployment?: { resources?: readonly StateResource[] } };
  return deployment?.resources ?? [];
}

/** URNs of what the stack's last run protected. */
export const protectedUrns = async (stack: Stack): Promise<string[]> =>
  (await state(stack)).filter(({ protect }) => protect).map(({ urn }) => urn);

/**
 * A run that was killed leaves its lock behind, which would stop every later one.
 *
 * @throws Failure when the run that holds the lock is alive
 */
async function clearDeadLocks(stack: Stack): Promise<void> {
  const folder = join(stateFolder, ".pulumi", "locks");
  if (!existsSync(folder)) return;
  const locks = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && file.includes(`/${stack.name}/`))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as { pid: number });
  if (locks.length === 0) return;
  const alive = locks.find(({ pid }) => isAlive(pid));
  if (alive) throw new Failure(`Process ${alive.pid} is at work on the stack ${stack.name}. Wait for it, or end it.`);
  await stack.cancel();
}
