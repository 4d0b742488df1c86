/** What one memory has for itself. */
export interface Standing {
  readonly rankingScore: number;
  /** The ranking score of the best memory of the query. */
  readonly bestRankingScore: number;
  /** Cosine of the memory to the question. */
  readonly cosine: number;
  /** Share of the question's terms, by rarity, in the memory or beside it. */
  readonly windowTerms: number;
}

/** What tells, beside the ranking score of a memory, how sure one may be. The same for all memories of a query. */
export interface Circumstances {
  /** Memories that were searched. */
  readonly searched: number;
  /** Distinct terms that were looked for. */
  readonly terms: number;
  /** Whether the question names somebody the store knows as speaker or subject. */
  readonly namesSubject: boolean;
  /** How much it tells memories apart whom they are about: 0 where all are about one, 1 where half or fewer are. */
  readonly subjectsTell: number;
  /** How far the nearest memory stands out: its cosine less that of the sixth nearest, 0 in smaller stores. */
  readonly lead: number;
}

// Logistic regression, then rounded. Positive: a question with a memory that answers it. Negative: a question with the
// best memory of another conversation's store, half with the names exchanged. From the LoCoMo development half (turns
// and observations, with and without sessions, whole stores and stores of one memory) and from 59 paraphrased and 36
// unanswerable questions to a store of 54 facts about a user, written for the project, also put in the first person.
const SCALE = 0.65;
const BIAS = -2.6;
// The best of many rises with their number. Beyond 500, where the contract calibrates, it stays, so that a score
// doesn't drift as a store grows.
const SEARCHED_WEIGHT = -0.94;
const MOST_SEARCHED = 500;
const SEARCHED_SHIFT = 3;
const TERMS_WEIGHT = -1.43;
// Who asks of nobody that the store knows asks of what it doesn't hold; where it knows nobody, that says less. Where all
// is about one, as with facts that begin with "User", naming that one says nothing either.
const SUBJECT_WEIGHT = 2.4;
const NO_SUBJECTS_WEIGHT = 1.65;
// Brought answers of a plain-worded question to a store of facts from 76 % to 92 % at 0.5 and over, at the same share
// of unanswerable questions that come back empty (81 %).
const LEAD_WEIGHT = 15;

// What is fitted on the best memory says little of the others, which the same offsets lift. So those more than a little
// behind the best fall four times as fast; those close by may answer too.
// Chosen on the same data, by what comes back at 0.5 beside an answer and how many answers stay.
const CLOSE_BEHIND = 2;
const BEHIND_WEIGHT = 2;
// A memory that is far in meaning and shares few of the words hardly answers, however little else the store holds.
const NEAR_COSINE = 0.35;
const REMOTE_WEIGHT = 10;

/** Neighbours by rank between which {@link Circumstances.lead} is measured. */
export const LEAD_RANK = 5;

/** The probability that a memory answers, 0–1. Of two that are alike otherwise, rises with the ranking score. */
export function toRelevanceScore(standing: Standing, circumstances: Circumstances): number {
  const logit = SCALE * standing.rankingScore + toOffset(circumstances) - toFall(standing);
  return 1 / (1 + Math.exp(-logit));
}

function toFall({ rankingScore, bestRankingScore, cosine, windowTerms }: Standing): number {
  const behind = Math.max(0, bestRankingScore - rankingScore - CLOSE_BEHIND);
  const remote = Math.max(0, NEAR_COSINE - cosine) * (1 - windowTerms);
  return BEHIND_WEIGHT * behind + REMOTE_WEIGHT * remote;
}

function toOffset({ searched, terms, namesSubject, subjectsTell, lead }: Circumstances): number {
  return (
    BIAS +
    SEARCHED_WEIGHT * Math.log(Math.min(searched, MOST_SEARCHED) + SEARCHED_SHIFT) +
    TERMS_WEIGHT * Math.log(1 + terms) +
    toSubjectShare(namesSubject, subjectsTell) +
    LEAD_WEIGHT * lead
  );
}

function toSubjectShare(namesSubject: boolean, subjectsTell: number): number {
  return subjectsTell * (namesSubject ? SUBJECT_WEIGHT : 0) + (1 - subjectsTell) * NO_SUBJECTS_WEIGHT;
}
