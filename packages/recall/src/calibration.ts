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
  /** Cosine of the nearest memory to the question; 0 in an empty store. */
  readonly nearest: number;
}

// Logistic regression, then rounded. Positive: a question with a memory that answers it. Negative: a question with the
// best memory of another conversation's store, half with the names exchanged. From the LoCoMo development half (turns
// and observations, with and without sessions, whole stores and stores of one memory) and from 59 paraphrased and 36
// unanswerable questions to a store of 54 facts about a user, written for the project, also put in the first person. Then
// chosen anew (random steps from there) with the everyday sets (dev: 81 paraphrases, 66 changes, 72 unanswerable questions)
// added, for most answers at 0.5 while 85 % of near and far questions and 94 % of plain foreign ones come back empty.
const SCALE = 0.56;
const BIAS = -2.4;
// The best of many rises with their number. Beyond 500, where the contract calibrates, it stays, so that a score
// doesn't drift as a store grows.
const SEARCHED_WEIGHT = -1.03;
const MOST_SEARCHED = 500;
const SEARCHED_SHIFT = 3;
const TERMS_WEIGHT = -1.76;
// Who asks of nobody that the store knows asks of what it doesn't hold; where it knows nobody, that says less. Where all
// is about one, as with facts that begin with "User", naming that one says nothing either.
const SUBJECT_WEIGHT = 2.57;
const NO_SUBJECTS_WEIGHT = 1.7;
// Brought answers of a plain-worded question to a store of facts from 76 % to 92 % at 0.5 and over, at the same share
// of unanswerable questions that come back empty (81 %).
const LEAD_WEIGHT = 17;
// Nothing that is far from all that is stored was ever told.
const NEAREST_WEIGHT = 2.6;

// What is fitted on the best memory says little of the others, which the same offsets lift. So those more than a little
// behind the best fall nearly four times as fast; those close by may answer too.
// Chosen on the same data, by what comes back at 0.5 beside an answer and how many answers stay.
const CLOSE_BEHIND = 3;
const BEHIND_WEIGHT = 1.5;
// A memory that is far in meaning and shares few of the words hardly answers, however little else the store holds.
const NEAR_COSINE = 0.34;
const REMOTE_WEIGHT = 3;

/** One circumstance or fall, and what it adds to the logit. */
export interface RelevancePart {
  readonly name: string;
  readonly value: number;
  readonly share: number;
}

/** A relevance score taken apart: slope × ranking score + the shares is its logit. */
export interface RelevanceParts {
  /** What a point of ranking score adds to the logit. */
  readonly slope: number;
  readonly circumstances: readonly RelevancePart[];
}

/** Neighbours by rank between which {@link Circumstances.lead} is measured. */
export const LEAD_RANK = 5;

/** The probability that a memory answers, 0–1. Of two that are alike otherwise, rises with the ranking score. */
export function toRelevanceScore(standing: Standing, circumstances: Circumstances): number {
  const logit = SCALE * standing.rankingScore + toOffset(circumstances) - toFall(standing);
  return 1 / (1 + Math.exp(-logit));
}

function toFall(standing: Standing): number {
  return BEHIND_WEIGHT * toBehind(standing) + REMOTE_WEIGHT * toRemote(standing);
}

function toBehind({ rankingScore, bestRankingScore }: Standing): number {
  return Math.max(0, bestRankingScore - rankingScore - CLOSE_BEHIND);
}

function toRemote({ cosine, windowTerms }: Standing): number {
  return Math.max(0, NEAR_COSINE - cosine) * (1 - windowTerms);
}

function toOffset({ searched, terms, namesSubject, subjectsTell, lead, nearest }: Circumstances): number {
  return (
    BIAS +
    SEARCHED_WEIGHT * Math.log(Math.min(searched, MOST_SEARCHED) + SEARCHED_SHIFT) +
    TERMS_WEIGHT * Math.log(1 + terms) +
    toSubjectShare(namesSubject, subjectsTell) +
    LEAD_WEIGHT * lead +
    NEAREST_WEIGHT * nearest
  );
}

function toSubjectShare(namesSubject: boolean, subjectsTell: number): number {
  return subjectsTell * (namesSubject ? SUBJECT_WEIGHT : 0) + (1 - subjectsTell) * NO_SUBJECTS_WEIGHT;
}

/** Takes the relevance score of a memory apart, for an explanation. */
export function toRelevanceParts(standing: Standing, circumstances: Circumstances): RelevanceParts {
  const { searched, terms, namesSubject, subjectsTell, lead, nearest } = circumstances;
  const { rankingScore, bestRankingScore } = standing;
  return {
    slope: SCALE,
    circumstances: [
      { name: 'base', value: 1, share: BIAS },
      {
        name: 'memories_searched',
        value: searched,
        share: SEARCHED_WEIGHT * Math.log(Math.min(searched, MOST_SEARCHED) + SEARCHED_SHIFT),
      },
      { name: 'words_in_question', value: terms, share: TERMS_WEIGHT * Math.log(1 + terms) },
      { name: 'names_somebody', value: namesSubject ? 1 : 0, share: toSubjectShare(namesSubject, subjectsTell) },
      { name: 'nearest_stands_out', value: lead, share: LEAD_WEIGHT * lead },
      { name: 'nearest_in_meaning', value: nearest, share: NEAREST_WEIGHT * nearest },
      { name: 'behind_the_best', value: bestRankingScore - rankingScore, share: -BEHIND_WEIGHT * toBehind(standing) },
      { name: 'far_in_meaning', value: toRemote(standing), share: -REMOTE_WEIGHT * toRemote(standing) },
    ],
  };
}
