import { atLeast } from '../measurements/report.js';
import type { GoalOutcome } from '../measurements/report.js';
import type { EverydayFigures } from './everyday-figures.js';

/** What these sets are to reach, for one part of them. */
export function toEverydayGoals({ paraphrases, changes, longMemories }: EverydayFigures): GoalOutcome[] {
  const [first, , last] = longMemories;
  const lead = (last?.at5 ?? Number.NaN) - (first?.at5 ?? Number.NaN);
  return [
    atLeast('paraphrases: right memory first, %', paraphrases.first, 80),
    atLeast('paraphrases: right memory among the first three, %', paraphrases.firstThree, 93),
    atLeast('changes: newer fact first, asked in the present, %', changes.present.first, 85),
    atLeast('changes: older fact first, asked about its time, %', changes.dated.first, 85),
    atLeast('long memories: last tenth less first tenth, points of R@5', Math.round(lead * 10) / 10, 0),
  ];
}
