import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import type { Question } from './question.js';
import { toDateFit } from './question-date.js';
import type { Features } from './ranking-model.js';
import type { TermMatch } from './term-match.js';

// Beyond this a text has all the room it needs for an answer, and shouldn't win by length.
const MAX_LENGTH_TERMS = 24;

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
  readonly candidates: Iterable<IndexedMemory>;
  readonly before: (memory: IndexedMemory) => IndexedMemory | undefined;
  readonly after: (memory: IndexedMemory) => IndexedMemory | undefined;
}

/** Measures every candidate. */
export function measureFeatures(measuring: Measuring): MeasuredMemory[] {
  const cosines = new Map<IndexedMemory, number>();
  for (const memory of measuring.candidates)
    cosines.set(memory, toCosine(memory, measuring.memories, measuring.question));
  const sessionCosines = bestBySession(cosines);
  return [...cosines].map(([memory, cosine]) => ({
    memory,
    features: {
      ...measureContext(memory, measuring),
      ...measureMemory(memory, measuring),
      cosine,
      sessionCosine: sessionCosines.get(memory.session) ?? cosine,
    },
  }));
}

function measureContext(
  memory: IndexedMemory,
  { match, before, after, memories, question }: Measuring,
): Pick<Features, 'windowTerms' | 'sessionTerms' | 'followsQuestion'> {
  const [previous, next] = [before(memory), after(memory)];
  const maskOf = (neighbour: IndexedMemory | undefined): number =>
    neighbour === undefined ? 0 : match.mask(neighbour.slot);
  const window = match.mask(memory.slot) | maskOf(previous) | maskOf(next);
  return {
    windowTerms: match.coverage(window),
    sessionTerms: match.sessionScore(memory),
    followsQuestion: previous?.isQuestion === true ? toCosine(previous, memories, question) : 0,
  };
}

function measureMemory(
  memory: IndexedMemory,
  { question, match }: Measuring,
): Omit<Features, 'cosine' | 'sessionCosine' | 'windowTerms' | 'sessionTerms' | 'followsQuestion'> {
  const date = memory.hasOccurredAt ? toDateFit(question.date, memory.occurredAtMs) : undefined;
  return {
    terms: match.score(memory.slot),
    otherSubject: toFeature(question.subjects.size > 0 && !question.subjects.has(memory.subject)),
    length: Math.log(Math.min(Math.max(memory.length, 1), MAX_LENGTH_TERMS)),
    isQuestion: toFeature(memory.isQuestion),
    namesSomething: toFeature(question.asksForName && memory.namesSomething),
    saysWhen: toFeature(memory.saysWhen),
    sameMonth: toFeature(date?.month === true),
    sameDay: toFeature(date?.day === true),
  };
}

/** Cosine of the best window of a memory to the question. */
export function toCosine({ rows }: IndexedMemory, { vectors }: MemorySlots, question: Question): number {
  let best = -1;
  for (const row of rows) best = Math.max(best, vectors.cosine(row, question.vector, question.vectorNorm));
  return best;
}

function bestBySession(cosines: ReadonlyMap<IndexedMemory, number>): Map<number, number> {
  const best = new Map<number, number>();
  for (const [{ session }, cosine] of cosines) {
    if (session >= 0) best.set(session, Math.max(best.get(session) ?? -1, cosine));
  }
  return best;
}

function toFeature(holds: boolean): number {
  return holds ? 1 : 0;
}
