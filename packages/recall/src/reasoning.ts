import type { ScoredMemory } from './lift-successors.js';
import type { Question } from './question.js';
import { toTermPoints } from './ranking-model.js';
import type { TermMatch } from './term-match.js';

// What is taken back is a sum of the same numbers, which may differ in the last digit.
const ROUNDING = 1e-9;
// Cosines of MiniLM: most memories that answer a question lie above the second, few that don't above the third.
const DISTANT_COSINE = 0.15;
const RELATED_COSINE = 0.3;
const CLOSE_COSINE = 0.5;
const MANY_TERMS = 0.5;
const SHOWN_WORDS = 3;
const SHOWN_REASONS = 3;
const LONGEST_WORD = 24;
const LONGEST_TIME = 32;
/** Most characters of a reasoning. */
export const LONGEST_REASONING = 120;

/** What a reasoning is made from. */
export interface Reasoning {
  readonly measured: ScoredMemory;
  readonly question: Question;
  readonly match: TermMatch;
  /** How much it tells memories apart whom they are about, 0–1. */
  readonly subjectsTell: number;
}

/**
 * Says for a person what spoke for a memory, strongest kinds first: the words of the question that it says, the time,
 * what it replaces, the meaning, whom it is about, what stands around it. Where none does, how far off it is. Words that
 * count for nothing, being shared by chance, come last.
 *
 * @example 'says “cello”, has a date that fits “last week” and is close in meaning'
 */
export function toReasoning(reasoning: Reasoning): string {
  const words = wordsInCommon(reasoning);
  const isByChance = countsForNothing(reasoning.measured);
  const reasons = [
    ...(isByChance ? [] : words.map((shown) => `says ${shown}`)),
    ...time(reasoning),
    ...succession(reasoning),
    ...meaning(reasoning),
    ...surroundings(reasoning),
    ...subject(reasoning),
    ...(isByChance ? words.map((shown) => `says only ${shown} of the question`) : []),
  ].slice(0, SHOWN_REASONS);
  while (listed(reasons).length > LONGEST_REASONING) reasons.pop();
  return reasons.length > 0 ? listed(reasons) : toDistance(reasoning);
}

function wordsInCommon({ measured, question, match }: Reasoning): string[] {
  const mask = match.mask(measured.memory.slot);
  const words = question.terms
    .map((term, bit) => ({ ...term, found: (mask & (1 << bit)) !== 0 }))
    .filter(({ found }) => found)
    .toSorted((left, right) => right.rarity - left.rarity)
    .slice(0, SHOWN_WORDS)
    .map(({ word }) => quoted(word, LONGEST_WORD));
  return words.length === 0 ? [] : [listed(words)];
}

/** Whether all that its words brought a memory was taken back. */
function countsForNothing({ features }: ScoredMemory): boolean {
  return features.termsByChance > 0 && features.termsByChance >= toTermPoints(features) - ROUNDING;
}

function time({ measured: { features }, question }: Reasoning): string[] {
  if (question.time === undefined || (features.sameMonth === 0 && features.sameDay === 0)) return [];
  const words = quoted(question.time.words, LONGEST_TIME);
  if (question.time.days.length === 0 || features.sameDay > 0) return [`has a date that fits ${words}`];
  return [`is from the same month as ${words}`];
}

function succession({ measured: { replaced }, question }: Reasoning): string[] {
  if (replaced === undefined) return [];
  return [question.tense === 'earlier' ? 'is older than another about this' : 'is newer than another about this'];
}

/** Whether its cosine was measured, and not guessed by its words. */
function isCompared({ measured: { memory }, question }: Reasoning): boolean {
  return question.vector !== null && memory.rows.length > 0;
}

function meaning(reasoning: Reasoning): string[] {
  if (!isCompared(reasoning)) return [];
  const { features } = reasoning.measured;
  if (features.cosine >= CLOSE_COSINE) return ['is close in meaning'];
  return features.cosine >= RELATED_COSINE ? ['is related in meaning'] : [];
}

function surroundings({ measured: { memory, features }, match }: Reasoning): string[] {
  const own = match.coverage(match.mask(memory.slot));
  if (features.followsQuestion >= RELATED_COSINE) return ['answers a question like this one'];
  if (features.windowTerms - own >= MANY_TERMS / 2) return ['was told right beside what was asked about'];
  return memory.session >= 0 && features.sessionTerms >= MANY_TERMS ? ['is from a conversation about this'] : [];
}

// Where all facts are about one, naming him says nothing of any.
function subject({ measured: { memory }, question, subjectsTell }: Reasoning): string[] {
  const name = question.subjects.get(memory.subject);
  return name === undefined || subjectsTell < MANY_TERMS ? [] : [`is by or about ${quoted(name, LONGEST_WORD)}`];
}

function toDistance(reasoning: Reasoning): string {
  if (!isCompared(reasoning)) return 'shares no word with the question, and was not compared in meaning';
  const { features } = reasoning.measured;
  const likeness = `likeness ${Math.max(0, features.cosine).toFixed(2)} of 1`;
  if (features.cosine >= DISTANT_COSINE) return `is distantly related in meaning (${likeness})`;
  return `shares no word with the question, and little meaning (${likeness})`;
}

function quoted(text: string, longest: number): string {
  const characters = [...text.replaceAll(/\p{Surrogate}/gu, '')];
  return `“${characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')}”`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
