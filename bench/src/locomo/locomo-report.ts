import { describeMachine } from '../harness/machine.js';
import { toTable } from '../harness/table.js';
import type { EngineComparison, LocomoEvaluation } from './evaluate-locomo.js';
import type { ScoreFigures } from './score-figures.js';

/** Lays out an evaluation for a person to read. */
export function toLocomoText(evaluation: LocomoEvaluation): string {
  const { engine: on, scores, relevance, sizes, goals, latencyMs, stored, comparison } = evaluation;
  const rankers = Object.entries(scores);
  if (comparison !== null) rankers.push([`service on ${comparison.engine}`, comparison.scores]);
  const overall = rankers.map(([ranker, { questions, at5, at10, at20, sessionsAt10, factsAt10 }]) => [
    ranker,
    questions,
    at5,
    at10,
    at20,
    sessionsAt10,
    factsAt10,
  ]);
  const byCategory = rankers.flatMap(([ranker, { byCategory: categories }]) =>
    Object.entries(categories).map(([category, { questions, at5, at10, at20 }]) => [
      category,
      ranker,
      questions,
      at5,
      at10,
      at20,
    ]),
  );
  const { cpu, cores, node } = describeMachine();
  return [
    `locomo on ${cpu}, ${cores} cores, Node ${node}: ${stored} memories over HTTP on ${on}`,
    toTable(['ranked by', 'questions', 'R@5', 'R@10', 'R@20', 'sessions R@10', 'facts R@10'], overall),
    toTable(
      ['category', 'ranked by', 'questions', 'R@5', 'R@10', 'R@20'],
      byCategory.sort((left, right) => String(left[0]).localeCompare(String(right[0]))),
    ),
    toRelevanceText(relevance),
    ...(sizes.length === 0 ? [] : [toSizesText(evaluation)]),
    toTable(
      ['goals', 'measured', 'wanted', ''],
      goals.map(({ figure, value, goal, isMet }) => [figure, value, goal, isMet ? 'met' : 'missed']),
    ),
    toLatencyText(on, latencyMs),
    ...(comparison === null ? [] : toComparisonTexts(comparison)),
  ].join('\n\n');
}

function toRelevanceText({ curve }: LocomoEvaluation['relevance']): string {
  return toTable(
    ['threshold', 'evidence kept, %', 'foreign empty, %', 'names exchanged', 'adversarial', 'memories back'],
    curve.map((point) => [
      String(point.threshold),
      point.evidenceKept,
      point.plainEmpty,
      point.exchangedEmpty,
      point.adversarialEmpty,
      point.meanReturned,
    ]),
  );
}

function toSizesText({ relevance, sizes }: LocomoEvaluation): string {
  const rows = sizes.map(({ memories, questions, ...figures }) => [memories, questions, ...toCells(figures)]);
  return toTable(
    ['memories in a store', 'own questions', 'calibration error', 'AUROC foreign', 'names exchanged'],
    [...rows, ['as in the data set', '', ...toCells(relevance)]],
  );
}

function toCells(figures: Pick<ScoreFigures, 'calibrationError' | 'plainAuroc' | 'exchangedAuroc'>): string[] {
  return [figures.calibrationError, figures.plainAuroc, figures.exchangedAuroc].map((value) => value.toFixed(3));
}

function toLatencyText(on: string, { p50, p95, count }: LocomoEvaluation['latencyMs']): string {
  return `query over HTTP on ${on}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${count} questions, one at a time)`;
}

function toComparisonTexts({ engine: on, latencyMs, samePlacesAt10, samePlacesAt20 }: EngineComparison): string[] {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  return [
    toLatencyText(on, latencyMs),
    `same memory in the same place on both engines: ${percent(samePlacesAt10)} of the first ten, ${percent(samePlacesAt20)} of the first twenty`,
  ];
}
