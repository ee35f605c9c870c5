import { Refusal, Repository } from "../../../../cli/registry";
import { RegistryStandIn, type Reply } from "./stand-in";

export let registry: RegistryStandIn;
export let loki: Repository;

/** Gives every test of a file a registry of its own, which has three tags of Loki. */
export function eachWithRegistry(): void {
  beforeEach(async () => {
    registry = await RegistryStandIn.start({ "grafana/loki": { "3.7.7": "seven", "3.7.8": "eight", latest: "eight" } });
    loki = new Repository(`${registry.host}/grafana/loki`);
  });
  afterEach(() => registry.stop());
}

/** What a question was refused with. */
export async function refusal(question: Promise<unknown>): Promise<Pick<Refusal, "asked" | "answered" | "mend">> {
  const error = await question.catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error;
  const { asked, answered, mend } = error;
  return { asked, answered, mend };
}

/** Gives these answers first, one to each question. */
export function first(...replies: Reply[]): void {
  registry.trouble = () => replies.shift();
}

export const busy = (status: number, after = "0"): Reply => ({ status, headers: { "retry-after": after } });
export const url = (path: string) => `http://${registry.host}${path}`;
export const manifest = "/v2/grafana/loki/manifests/3.7.8";
export const tagList = "/v2/grafana/loki/tags/list?n=1000";
export const isItOne = "is that a registry? Look at the repository in settings/images.json";
