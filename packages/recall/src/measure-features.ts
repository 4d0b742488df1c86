import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import { GENERIC_SUBJECT, type Question } from './question.js';
import { toTimeFit } from './question-time.js';
import { toTermPoints, type Features } from './ranking-model.js';
import type { TermMatch } from './term-match.js';

// Beyond this a text has all the room it needs for an answer, and shouldn't win by length.
const MAX_LENGTH_TERMS = 24;
// A long turn of a chat says something where a short one greets; of facts the short one says as much.
const FACT_LENGTH_SHARE = 0.5;

// A question about a user is often worded as nothing is that answers it: "Who are the kids?", "User has two daughters".
// The few words that other facts share with it, they share by chance: unless some memory, with those beside it, holds
// the larger part of them.
const TERMS_BY_CHANCE = 0.3;
const TERMS_ON_PURPOSE = 0.7;
// Where a question comes with what was said before it, no memory holds the larger part of all that, and the words that
// one does hold tell more than a vector of the whole: with a turn of another conversation before it, facts found among
// the first ten fell from 75 to 71 %. Questions alone seldom have more terms.
const MOST_TERMS_OF_QUESTION = 7;

// Least squares over 81 facts of the everyday sets (dev) and 162 questions, half of them made of the facts, with MiniLM.
const COSINE_WITHOUT_WORDS = 0.04;
const COSINE_OF_WORDS = 0.85;

/** A memory with what was measured of it for a question. */
export interface MeasuredMemory {
  readonly memory: IndexedMemory;
  readonly features: Features;
}

/** What {@link measureFeatures} works on. */
export interface Measuring {
  readonly memories: MemorySlots;
  readonly question: Question;
  readonly match: TermMatch;
  readonly candidates: readonly IndexedMemory[];
  /** Cosine above which a memory stands out. */
  readonly usualCosine: number;
  readonly before: (memory: IndexedMemory) => IndexedMemory | undefined;
  readonly after: (memory: IndexedMemory) => IndexedMemory | undefined;
}

/** Measures every candidate. */
export function measureFeatures(measuring: Measuring): MeasuredMemory[] {
  const { candidates, match, before, after } = measuring;
  const cosines = candidates.map((memory) => toCosine(memory, measuring));
  const bestOfSession = bestBySession(candidates, cosines);
  const previous = candidates.map(before);
  const windowTerms = candidates.map((memory, place) =>
    match.coverage(match.mask(memory.slot) | maskOf(previous[place], match) | maskOf(after(memory), match)),
  );
  const chance = toChance(windowTerms, measuring.question);
  return candidates.map((memory, place) => {
    const cosine = cosines[place] ?? 0;
    const found: Found = {
      cosine,
      sessionCosine: memory.session < 0 ? cosine : (bestOfSession.get(memory.session) ?? cosine),
      windowTerms: windowTerms[place] ?? 0,
      previous: previous[place],
      chance,
    };
    return { memory, features: toFeatures(memory, found, measuring) };
  });
}

/** What is known of a memory when the others have been looked at. */
interface Found {
  readonly cosine: number;
  readonly sessionCosine: number;
  readonly windowTerms: number;
  readonly previous: IndexedMemory | undefined;
  /** How far this question's terms are found by chance, 0–1. */
  readonly chance: number;
}

// One literal for all: put together from parts by spreading it took half the time of a query.
function toFeatures(memory: IndexedMemory, found: Found, measuring: Measuring): Features {
  const { question, match, usualCosine } = measuring;
  const { cosine, sessionCosine, windowTerms, previous, chance } = found;
  const fit = memory.hasOccurredAt ? toTimeFit(question.time, memory.occurredAtMs) : undefined;
  const terms = match.score(memory.slot);
  const sessionTerms = match.sessionScore(memory);
  const byTerms = toTermPoints({ terms, windowTerms, sessionTerms });
  return {
    cosine,
    sessionCosine,
    terms,
    windowTerms,
    sessionTerms,
    // Beside turns of a chat, and the best of many windows of a long text, words are the surer of the two.
    termsByChance: memory.isTurn || memory.rows.length > 1 ? 0 : chance * byTerms,
    otherSubject: toFeature(question.subjects.size > 0 && !question.subjects.has(memory.subject)),
    standsOut: Math.max(0, cosine - usualCosine),
    length: toLength(memory),
    isQuestion: toFeature(memory.isQuestion),
    followsQuestion: previous?.isQuestion === true ? toCosine(previous, measuring) : 0,
    namesSomething: toFeature(question.asksForName && memory.namesSomething),
    saysWhen: toFeature(memory.saysWhen),
    sameMonth: fit?.time ?? 0,
    sameDay: fit?.day ?? 0,
  };
}

function toChance(windowTerms: readonly number[], { vector, subjects, terms }: Question): number {
  const namesSomebody = [...subjects.keys()].some((subject) => subject !== GENERIC_SUBJECT);
  if (vector === null || namesSomebody || terms.length > MOST_TERMS_OF_QUESTION) return 0;
  const most = windowTerms.reduce((best, share) => Math.max(best, share), 0);
  return Math.min(1, Math.max(0, (TERMS_ON_PURPOSE - most) / (TERMS_ON_PURPOSE - TERMS_BY_CHANCE)));
}

function toLength({ length, isTurn }: IndexedMemory): number {
  return Math.log(Math.min(Math.max(length, 1), MAX_LENGTH_TERMS)) * (isTurn ? 1 : FACT_LENGTH_SHARE);
}

function maskOf(memory: IndexedMemory | undefined, match: TermMatch): number {
  return memory === undefined ? 0 : match.mask(memory.slot);
}

/**
 * Cosine of the best window of a memory to the question. Where either has no vector, what is likely by the words that
 * they share: with it, a memory stands among the others where its vector would have put it on average.
 */
export function toCosine(
  { slot, rows }: IndexedMemory,
  { memories: { vectors }, question, match }: Pick<Measuring, 'memories' | 'question' | 'match'>,
): number {
  const { vector, vectorNorm } = question;
  if (vector === null || rows.length === 0) return toLikelyCosine(match.coverage(match.mask(slot)));
  let best = -1;
  for (const row of rows) best = Math.max(best, vectors.cosine(row, vector, vectorNorm));
  return best;
}

function toLikelyCosine(sharedWords: number): number {
  return COSINE_WITHOUT_WORDS + COSINE_OF_WORDS * sharedWords;
}

function bestBySession(candidates: readonly IndexedMemory[], cosines: readonly number[]): Map<number, number> {
  const best = new Map<number, number>();
  candidates.forEach(({ session }, place) => {
    best.set(session, Math.max(best.get(session) ?? -1, cosines[place] ?? -1));
  });
  return best;
}

function toFeature(holds: boolean): number {
  return holds ? 1 : 0;
}
