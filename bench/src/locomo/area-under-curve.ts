/**
 * The area under the ROC curve (Mann–Whitney): how often a score of `higher` stands above one of `lower`; equal scores
 * count half. 1 where all do, 0.5 by chance.
 *
 * @returns NaN where either has none
 */
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  const scores = [
    ...higher.map((score) => ({ score, isHigher: true })),
    ...lower.map((score) => ({ score, isHigher: false })),
  ].toSorted((left, right) => left.score - right.score);
  let [below, won, place] = [0, 0, 0];
  while (place < scores.length) {
    const score = scores[place]?.score;
    let [wins, losses] = [0, 0];
    for (; scores[place]?.score === score && place < scores.length; place += 1) {
      if (scores[place]?.isHigher === true) wins += 1;
      else losses += 1;
    }
    won += wins * (below + losses / 2);
    below += losses;
  }
  return won / (higher.length * lower.length);
}
