/** What tells, beside the ranking score of a memory, how sure one may be. The same for all memories of a query. */
export interface Circumstances {
  /** Memories that were searched. */
  readonly searched: number;
  /** Distinct terms that were looked for. */
  readonly terms: number;
  /** Whether the question names somebody the store knows as speaker or subject. */
  readonly namesSubject: boolean;
  /** Whether the store is about somebody at all: a few speakers or subjects share most of it. */
  readonly hasSubjects: boolean;
  /** How far the nearest memory stands out: its cosine less that of the sixth nearest, 0 in smaller stores. */
  readonly lead: number;
}

// Logistic regression, then rounded. Positive: a question with a memory that answers it. Negative: a question with the
// best memory of another conversation's store, half with the names exchanged. From the LoCoMo development half (turns
// and observations, with and without sessions, whole stores and stores of one memory) and from 59 paraphrased and 36
// unanswerable questions to a store of 54 facts about a user, written for the project, also put in the first person.
const SCALE = 0.65;
const BIAS = -2.7;
// The best of many rises with their number. Beyond 500, where the contract calibrates, it stays, so that a score
// doesn't drift as a store grows.
const SEARCHED_WEIGHT = -0.94;
const MOST_SEARCHED = 500;
const SEARCHED_SHIFT = 3;
const TERMS_WEIGHT = -1.43;
// Who asks of nobody that the store knows asks of what it doesn't hold; where it knows nobody, that says less.
const SUBJECT_WEIGHT = 2.4;
const NO_SUBJECTS_WEIGHT = 1.75;
// Brought answers of a plain-worded question to a store of facts from 76 % to 92 % at 0.5 and over, at the same share
// of unanswerable questions that come back empty (81 %).
const LEAD_WEIGHT = 15;

/** Neighbours by rank between which {@link Circumstances.lead} is measured. */
export const LEAD_RANK = 5;

/** The probability that a memory of this ranking score answers, 0–1. Rises with the ranking score. */
export function toRelevanceScore(rankingScore: number, circumstances: Circumstances): number {
  return 1 / (1 + Math.exp(-(SCALE * rankingScore + toOffset(circumstances))));
}

function toOffset({ searched, terms, namesSubject, hasSubjects, lead }: Circumstances): number {
  return (
    BIAS +
    SEARCHED_WEIGHT * Math.log(Math.min(searched, MOST_SEARCHED) + SEARCHED_SHIFT) +
    TERMS_WEIGHT * Math.log(1 + terms) +
    toSubjectShare(namesSubject, hasSubjects) +
    LEAD_WEIGHT * lead
  );
}

function toSubjectShare(namesSubject: boolean, hasSubjects: boolean): number {
  if (namesSubject) return SUBJECT_WEIGHT;
  return hasSubjects ? 0 : NO_SUBJECTS_WEIGHT;
}
