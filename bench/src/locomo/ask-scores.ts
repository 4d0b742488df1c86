import type { FoundMemory } from '../harness/query-service.js';
import { exchangeNames } from './exchange-names.js';
import type { LocomoConversation } from './locomo-dataset.js';
import type { ForeignScores, OwnScores, ScoreOutcomes } from './score-figures.js';

/** The turns of a conversation for a question, best first, at most twenty, whatever their score. */
export type AskTurns = (
  conversation: LocomoConversation,
  question: string,
) => Promise<readonly Pick<FoundMemory, 'id' | 'score'>[]>;

/**
 * Asks every conversation its own questions and those that it can't answer as asked; and each question, as it is and with
 * the names exchanged, of another conversation, all others in turn. A single conversation has no others.
 */
export async function askScores(conversations: readonly LocomoConversation[], ask: AskTurns): Promise<ScoreOutcomes> {
  const own: OwnScores[] = [];
  const foreign: ForeignScores[] = [];
  const adversarial: number[] = [];
  const toBest = async (conversation: LocomoConversation, text: string): Promise<number> =>
    (await ask(conversation, text))[0]?.score ?? 0;
  for (const [place, conversation] of conversations.entries()) {
    const others = [...conversations.slice(place + 1), ...conversations.slice(0, place)];
    for (const [turn, question] of conversation.questions.entries()) {
      own.push(toOwnScores(await ask(conversation, question.text), question.evidence));
      const other = others[turn % others.length];
      if (other === undefined) continue;
      const exchanged = exchangeNames(question.text, conversation.speakers, other.speakers);
      foreign.push({ plain: await toBest(other, question.text), exchanged: await toBest(other, exchanged) });
    }
    for (const text of conversation.unanswerable) adversarial.push(await toBest(conversation, text));
  }
  return { own, foreign, adversarial };
}

function toOwnScores(found: Awaited<ReturnType<AskTurns>>, evidence: readonly string[]): OwnScores {
  const all = found.map(({ score }) => score);
  const right = found.filter(({ id }) => evidence.includes(id)).map(({ score }) => score);
  return { best: all[0] ?? 0, evidence: right, all };
}
