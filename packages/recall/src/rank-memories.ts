import { createRelevance, LEAD_RANK } from './calibration.js';
import type { Circumstances, RelevanceParts } from './calibration.js';
import { bestByTerms, nearestByVector, toVisibility, withNeighbours } from './candidates.js';
import type { Visibility } from './candidates.js';
import { toExplanation } from './explanation.js';
import type { Explanation } from './explanation.js';
import { liftSuccessors, MOST_LIFTED } from './lift-successors.js';
import type { ScoredMemory } from './lift-successors.js';
import { measureFeatures, toCosine } from './measure-features.js';
import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import { GENERIC_SUBJECT } from './question.js';
import type { Question } from './question.js';
import { toRankingScore, WEIGHTS } from './ranking-model.js';
import type { RecallHit, RecallQuestion, RecallResult } from './recall-question.js';
import { toReasoning } from './reasoning.js';
import { selectTop } from './select-top.js';
import type { TermMatch, TermMatcher } from './term-match.js';

// A store of one or two memories says nothing of whom it is about. Two who speak in turn give 0.5, "User" in every
// fact 1, five speakers 0.2, notes that begin with any word less than 0.02.
const FEWEST_WITH_SUBJECTS = 3;
const SUBJECTS_SHARE = 0.04;
// Of the memories: five who talk have as many each.
const MUCH = 0.2;
// Further apart, it says no more.
const MOST_FITTING = 4;

/** What {@link rankMemories} works on. */
export interface Ranking {
  readonly asked: RecallQuestion;
  readonly question: Question;
  readonly memories: MemorySlots;
  readonly matcher: TermMatcher;
  readonly nowHighResMs: () => number;
}

/** Answers a question: candidates by vector and by terms, their neighbours, features, scores. */
export function rankMemories({ asked, question, memories, matcher, nowHighResMs }: Ranking): RecallResult {
  const visibility = toVisibility(memories, asked.nowMs, asked.filter);
  const startMs = nowHighResMs();
  const nearest = nearestByVector(memories, question, visibility);
  const vectorsEndMs = nowHighResMs();
  const match = matcher.match(question);
  const matched = bestByTerms(memories, match, visibility);
  const termsEndMs = nowHighResMs();
  const leading = toLeading(question.vector === null ? matched : nearest, { memories, question, match });
  const measured = measureCandidates({ asked, question, memories, match, nearest, matched, visibility, leading });
  const scored = measured.map((one): ScoredMemory => ({ ...one, rankingScore: toRankingScore(one.features) }));
  const circumstances = toCircumstances({ question, memories, leading, visibility, scored });
  const hits = toHits({ asked, scored, memories, question, match, circumstances });
  return {
    hits,
    searched: visibility.count,
    timings: {
      vectorsMs: vectorsEndMs - startMs,
      termsMs: termsEndMs - vectorsEndMs,
      scoringMs: nowHighResMs() - termsEndMs,
    },
  };
}

interface Found {
  readonly asked: RecallQuestion;
  readonly question: Question;
  readonly memories: MemorySlots;
  readonly match: TermMatch;
  readonly nearest: readonly IndexedMemory[];
  readonly matched: readonly IndexedMemory[];
  readonly visibility: Visibility;
  readonly leading: Leading;
}

/** Cosines that those of the others are held against. */
interface Leading {
  /** Of the nearest memory; 0 in an empty store. */
  readonly first: number;
  /** Of the sixth nearest: what is usual. In a smaller store nothing is, and nothing stands out. */
  readonly usual: number;
}

function toLeading(nearest: readonly IndexedMemory[], found: Pick<Found, 'memories' | 'question' | 'match'>): Leading {
  const [first, sixth] = [nearest[0], nearest[LEAD_RANK]];
  return {
    first: first === undefined ? 0 : toCosine(first, found),
    usual: sixth === undefined ? Number.POSITIVE_INFINITY : toCosine(sixth, found),
  };
}

function measureCandidates({ asked, question, memories, match, nearest, matched, visibility, leading }: Found) {
  const isLive = (slot: number): boolean => (memories.at(slot)?.expiresAtMs ?? 0) > asked.nowMs;
  const neighbour = (memory: IndexedMemory, step: -1 | 1): IndexedMemory | undefined =>
    memory.session < 0
      ? undefined
      : memories.at(memories.sessions.neighbour(memory.session, memory.slot, step, isLive));
  const before = (memory: IndexedMemory) => neighbour(memory, -1);
  const after = (memory: IndexedMemory) => neighbour(memory, 1);
  const neighboursOf = (memory: IndexedMemory) => [before(memory), after(memory)];
  const candidates = withNeighbours([nearest, matched], neighboursOf, visibility);
  return measureFeatures({ memories, question, match, candidates, usualCosine: leading.usual, before, after });
}

function toCircumstances({
  question,
  memories,
  leading,
  visibility,
  scored,
}: Pick<Found, 'question' | 'memories' | 'leading' | 'visibility'> & Pick<Scoring, 'scored'>): Circumstances {
  return {
    searched: visibility.count,
    terms: question.terms.length,
    ...toSubjectCircumstances(question, memories),
    lead: Math.max(0, leading.first - leading.usual),
    nearest: leading.first,
    fitsAnother: question.subjects.size > 0 ? toFitsAnother(scored) : 0,
  };
}

// What somebody else told may fit as well, were it not told by somebody else.
function toFitsAnother(scored: readonly ScoredMemory[]): number {
  let [asked, another] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { features, rankingScore } of scored) {
    if (features.otherSubject === 0) asked = Math.max(asked, rankingScore);
    else another = Math.max(another, rankingScore - WEIGHTS.otherSubject);
  }
  const isTold = Number.isFinite(asked) && Number.isFinite(another);
  return isTold ? Math.min(MOST_FITTING, Math.max(-MOST_FITTING, another - asked)) : 0;
}

// A name tells by how few memories are about it. A question without one tells by how the store is shared: two who have
// it evenly meet in half of all pairs of memories, one who has it alone in every pair.
function toSubjectCircumstances(
  { subjects }: Question,
  memories: MemorySlots,
): Pick<Circumstances, 'namesSubject' | 'subjectsTell' | 'several'> {
  const { size, subjectConcentration } = memories;
  if (subjects.size === 0) {
    const isShared = size >= FEWEST_WITH_SUBJECTS && subjectConcentration >= SUBJECTS_SHARE;
    return { namesSubject: false, subjectsTell: isShared ? toTell(subjectConcentration) : 0, several: 0 };
  }
  const share = Math.min(...[...subjects.keys()].map((subject) => memories.beginningWith(subject))) / size;
  const subjectsTell = toTell(share);
  // Of whom hardly anything is stored, there are no many that answer together. Nor do facts about "User", also beside
  // notes.
  const several = subjects.has(GENERIC_SUBJECT) ? 0 : subjectsTell * Math.min(1, share / MUCH);
  return { namesSubject: true, subjectsTell, several };
}

function toTell(share: number): number {
  return Math.min(1, 2 * (1 - share));
}

interface Scoring {
  readonly asked: RecallQuestion;
  readonly scored: readonly ScoredMemory[];
  readonly memories: MemorySlots;
  readonly question: Question;
  readonly match: TermMatch;
  readonly circumstances: Circumstances;
}

function toHits({ asked, scored, memories, question, match, circumstances }: Scoring): RecallHit[] {
  const best = toBest({ scored, question, memories }, asked.maxMemories);
  const relevance = createRelevance(circumstances);
  const bestRankingScore = best[0]?.rankingScore ?? 0;
  // A memory far in meaning falls for itself; those ranked below it don't stand above it for that.
  let lowest = 1;
  return best
    .map((one) => {
      // What replaces a memory answers by what that one has in common with the question.
      const { cosine, windowTerms } = (one.replaced ?? one).features;
      const standing = { rankingScore: one.rankingScore, bestRankingScore, cosine, windowTerms };
      lowest = Math.min(lowest, relevance.scoreOf(standing));
      return { one, standing, score: lowest };
    })
    .filter(({ score }) => score >= asked.threshold)
    .map(({ one, standing, score }) => ({
      id: one.memory.id,
      score,
      reasoning: toReasoning({ measured: one, question, match, subjectsTell: circumstances.subjectsTell }),
      ...(asked.explain === true && { explanation: explain(one, relevance.partsOf(standing), score) }),
    }));
}

function toBest({ scored, question, memories }: Pick<Scoring, 'scored' | 'question' | 'memories'>, count: number) {
  const best = selectTop(scored, Math.max(count, MOST_LIFTED), byScore);
  const lifted = liftSuccessors(best.slice(0, MOST_LIFTED), question.tense, memories).toSorted(byScore);
  return [...lifted, ...best.slice(MOST_LIFTED)].slice(0, count);
}

function explain(one: ScoredMemory, parts: RelevanceParts, score: number): Explanation {
  return toExplanation({ features: one.features, rankingScore: one.rankingScore, parts, score });
}

// By the ranking score, not by the relevance score made of it: that one meets 1 in the last digits.
function byScore(left: ScoredMemory, right: ScoredMemory): number {
  return (
    right.rankingScore - left.rankingScore ||
    right.memory.seq - left.memory.seq ||
    (left.memory.id < right.memory.id ? -1 : 1)
  );
}
