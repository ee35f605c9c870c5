import { setTimeout as sleep } from "node:timers/promises";
import { task } from "./background";
import { ask } from "./client";
import type { Asked, Question } from "./questions";

/** Milliseconds within which somebody who asks again must have an answer. */
const patience = 30_000;

/**
 * Asks questions in turn until it is told to stop. One that is not answered as it should be is asked again.
 */
async function main(): Promise<void> {
  const { input: questions, isOver } = await task<Question[]>();
  const asked: Asked = { answered: 0, again: 0, unanswered: [] };
  while (!isOver()) {
    for (const question of questions) {
      const answer = await answerTo(question);
      asked.again += answer.tries - 1;
      if (answer.last === undefined) asked.answered++;
      else asked.unanswered.push(answer.last);
    }
    await sleep(100);
  }
  console.log(JSON.stringify(asked));
}

/** @returns how often it was asked, and what was answered last if that is not what it should be */
async function answerTo({ request, holds }: Question): Promise<{ tries: number; last?: string }> {
  const deadline = Date.now() + patience;
  for (let tries = 1; ; tries++) {
    const { status, body } = await ask(request);
    if (status === 200 && body.includes(holds)) return { tries };
    if (Date.now() > deadline) return { tries, last: `${request.url}: ${status} ${body}` };
    await sleep(200);
  }
}

void main();
