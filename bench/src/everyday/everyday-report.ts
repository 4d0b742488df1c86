import { toTable } from '../harness/table.js';
import type { Cell } from '../harness/table.js';
import type { AskedSplit, EverydayEvaluation } from './evaluate-everyday.js';
import type { EverydayFigures } from './everyday-figures.js';
import { toEverydayGoals } from './everyday-goals.js';

/** Lays out an evaluation for a person to read. */
export function toEverydayText({ seed, stored, figures, latencyMs }: EverydayEvaluation): string {
  const parts = Object.entries(figures) as [AskedSplit, EverydayFigures][];
  const rowsOf = (toRows: (part: EverydayFigures) => readonly (readonly Cell[])[]): Cell[][] =>
    parts.flatMap(([split, part]) => toRows(part).map((row) => [split, ...row]));
  return [
    `${stored} memories over HTTP, seed ${seed}; everything in percent but MRR, scores and counts`,
    toTable(['paraphrases', 'questions', 'first', 'first three', 'MRR', ...RETURNED], rowsOf(toParaphraseRows)),
    toTable(['changes', 'asked', 'pairs', 'right one first', 'before the other'], rowsOf(toChangeRows)),
    toTable(['long memories', 'fact in', 'cases', 'R@1', 'R@5', 'R@10', ...RETURNED], rowsOf(toLongRows)),
    toTable(
      ['unanswerable', 'kind', 'questions', 'empty', 'mean returned', '0 / 1 / 2–3 / 4–9 / 10+', 'mean best score'],
      rowsOf(toUnanswerableRows),
    ),
    toTable(['goals', 'figure', 'measured', 'wanted', ''], rowsOf(toGoalRows)),
    `query over HTTP: p50 ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms (${latencyMs.count} questions, one at a time)`,
  ].join('\n\n');
}

const RETURNED = ['right returned at 0.5', 'mean returned'];

function toParaphraseRows({ paraphrases }: EverydayFigures): Cell[][] {
  const { questions, first, firstThree, mrr, rightReturned, meanReturned } = paraphrases;
  return [[questions, first, firstThree, mrr, rightReturned, meanReturned]];
}

function toChangeRows({ changes: { present, dated } }: EverydayFigures): Cell[][] {
  return [
    ['in the present', present.pairs, present.first, present.beforeOther],
    ['about its time', dated.pairs, dated.first, dated.beforeOther],
  ];
}

function toLongRows({ longMemories }: EverydayFigures): Cell[][] {
  return longMemories.map(({ place, cases, at1, at5, at10, rightReturned, meanReturned }) => [
    place,
    cases,
    at1,
    at5,
    at10,
    rightReturned,
    meanReturned,
  ]);
}

function toUnanswerableRows({ unanswerable }: EverydayFigures): Cell[][] {
  return unanswerable.map(({ kind, questions, empty, meanReturned, counts, meanBestScore }) => [
    kind,
    questions,
    empty,
    meanReturned,
    counts.join(' / '),
    meanBestScore,
  ]);
}

function toGoalRows(part: EverydayFigures): Cell[][] {
  return toEverydayGoals(part).map(({ figure, value, goal, isMet }) => [figure, value, goal, isMet ? 'met' : 'missed']);
}
