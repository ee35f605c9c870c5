import { inBackground } from "./background";
import type { Request } from "./client";

/** A request, and what its answer has in it if all is well. */
export interface Question {
  readonly request: Request;
  readonly holds: string;
}

/** What came of asking: how many were answered, how often one had to be asked again, and what was never answered. */
export interface Asked {
  answered: number;
  again: number;
  readonly unanswered: string[];
}

/** Asks questions in turn within the node's network until it is told to stop. */
export const keepAsking = (...questions: readonly Question[]): (() => Promise<Asked>) =>
  inBackground<Asked>("asker.ts", questions);
