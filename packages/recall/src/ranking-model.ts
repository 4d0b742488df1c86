/** What is measured of a memory for a question. All are absolute: none depends on which other memories were found. */
export interface Features {
  /** Cosine of the memory (its best window) to the question. */
  readonly cosine: number;
  /** The best such cosine of its session. */
  readonly sessionCosine: number;
  /** BM25 of the memory ÷ the most the question could reach. */
  readonly terms: number;
  /** Share of the question's terms, by rarity, in the memory or the one before or after it. */
  readonly windowTerms: number;
  /** BM25 of its session ÷ the most the question could reach. */
  readonly sessionTerms: number;
  /** 1 when the question names somebody, and this memory is by or about somebody else. */
  readonly otherSubject: number;
  /** Logarithm of the number of terms, up to 24. */
  readonly length: number;
  /** 1 when the memory is itself a question. */
  readonly isQuestion: number;
  /** Cosine of the memory before, where that is a question: this one may be its answer. */
  readonly followsQuestion: number;
  /** 1 when the question asks who, where or which, and the memory holds a name or a title. */
  readonly namesSomething: number;
  /** 1 when the memory says when. */
  readonly saysWhen: number;
  /** 1 when the memory is from the month that the question names. */
  readonly sameMonth: number;
  /** 1 when it is from the day that the question names, or the next. */
  readonly sameDay: number;
}

export const WEIGHTS: Features = {
  cosine: 6.5,
  sessionCosine: 3.4,
  terms: 2,
  windowTerms: 2.5,
  sessionTerms: 4,
  otherSubject: -1.9,
  length: 1,
  isQuestion: -0.4,
  followsQuestion: 2,
  namesSomething: 1.3,
  saysWhen: 0.4,
  sameMonth: 3.8,
  sameDay: 3,
};

const SCALE = 1;
const BIAS = -12;

/** The ranking score: the features by their weights. */
export function toRankingScore(features: Features): number {
  return FEATURE_NAMES.reduce((sum, name) => sum + WEIGHTS[name] * features[name], 0);
}

/** The probability that a memory of this ranking score answers, 0–1. Rises with the score. */
export function toRelevanceScore(rankingScore: number): number {
  return 1 / (1 + Math.exp(-(SCALE * rankingScore + BIAS)));
}

export const FEATURE_NAMES = Object.keys(WEIGHTS) as readonly (keyof Features)[];
