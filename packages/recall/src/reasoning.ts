import type { MeasuredMemory } from './measure-features.js';
import type { Question } from './question.js';
import type { TermMatch } from './term-match.js';

// Cosines of MiniLM: most memories that answer a question lie above the first, few that don't above the second.
const RELATED_COSINE = 0.3;
const CLOSE_COSINE = 0.5;
// From here on a memory more likely answers than not, and then something does speak for it.
const LIKELY = 0.5;
const MANY_TERMS = 0.5;
const SHOWN_WORDS = 3;

/** Says in plain words, for a person, what spoke for a memory of this relevance score. */
export function toReasoning(measured: MeasuredMemory, question: Question, match: TermMatch, score: number): string {
  const reasons = [
    ...wordsInCommon(measured, question, match),
    ...meaning(measured),
    ...context(measured, match),
  ].slice(0, 3);
  if (reasons.length > 0) return reasons.join(', and ');
  return score >= LIKELY ? 'distantly related in meaning' : 'little speaks for it';
}

function wordsInCommon({ memory }: MeasuredMemory, question: Question, match: TermMatch): string[] {
  const mask = match.mask(memory.slot);
  const words = question.terms
    .map((term, bit) => ({ ...term, found: (mask & (1 << bit)) !== 0 }))
    .filter(({ found }) => found)
    .toSorted((left, right) => right.rarity - left.rarity)
    .slice(0, SHOWN_WORDS)
    .map(({ word }) => `“${word}”`);
  return words.length === 0 ? [] : [`says ${listed(words)}`];
}

function meaning({ features }: MeasuredMemory): string[] {
  if (features.cosine >= CLOSE_COSINE) return ['close in meaning'];
  return features.cosine >= RELATED_COSINE ? ['related in meaning'] : [];
}

function context({ memory, features }: MeasuredMemory, match: TermMatch): string[] {
  const own = match.coverage(match.mask(memory.slot));
  const reasons: string[] = [];
  if (features.sameDay === 1) reasons.push('from the day asked about');
  else if (features.sameMonth === 1) reasons.push('from the month asked about');
  if (features.followsQuestion >= RELATED_COSINE) reasons.push('answers a question like this one');
  else if (features.windowTerms - own >= MANY_TERMS / 2) reasons.push('told right beside what was asked about');
  else if (memory.session >= 0 && features.sessionTerms >= MANY_TERMS) reasons.push('from a conversation about this');
  return reasons;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
