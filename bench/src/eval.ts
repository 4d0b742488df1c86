import { parseArgs } from 'node:util';
import { evaluateEveryday } from './everyday/evaluate-everyday.js';
import { toEverydayText } from './everyday/everyday-report.js';
import { describeMachine } from './harness/machine.js';
import { toTable } from './harness/table.js';
import { evaluateLocomo } from './locomo/evaluate-locomo.js';
import type { EngineComparison, LocomoEvaluation } from './locomo/evaluate-locomo.js';
import { EvalInputError } from './qa/eval-input-error.js';
import { runQa, toQaText } from './qa/qa-command.js';

const USAGE = `npm run eval -- locomo PATH [--engine sqlite|postgres] [--compare] [--json]
npm run eval -- everyday [--split dev|held-out|all] [--seed N] [--json]
npm run eval -- qa FILE.jsonl [--base-url URL] [--output FILE] [--json]  (API key in MEMORY_API_KEY)`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    engine: { type: 'string', default: 'sqlite' },
    compare: { type: 'boolean', default: false },
    split: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    'base-url': { type: 'string', default: 'http://localhost:8080' },
    output: { type: 'string' },
  },
});
const [name, path] = positionals;
const { engine, compare, split } = values;
const say = (line: string): void => console.error(line);

if (name === 'everyday' && (split === 'dev' || split === 'held-out' || split === 'all')) {
  print(await evaluateEveryday({ split, seed: Number(values.seed), say }), toEverydayText);
} else if (name === 'qa' && path !== undefined) {
  await runQaOrExplain(path);
} else if (name !== 'locomo' || path === undefined || (engine !== 'sqlite' && engine !== 'postgres')) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  print(await evaluateLocomo(path, { engine, compare, say }), toText);
}

function print<T extends object>(evaluation: T, layOut: (evaluation: T) => string): void {
  if (values.json) console.log(JSON.stringify({ machine: describeMachine(), ...evaluation }, null, 2));
  else console.log(layOut(evaluation));
}

/** What the caller can put right is told in one line, without a stack. */
async function runQaOrExplain(file: string): Promise<void> {
  try {
    const { 'base-url': baseUrl, output = null } = values;
    print(await runQa({ path: file, baseUrl, key: process.env['MEMORY_API_KEY'], output }), toQaText);
  } catch (error) {
    if (!(error instanceof EvalInputError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function toText({ engine: on, scores, latencyMs, stored, comparison }: LocomoEvaluation): string {
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
    toLatencyText(on, latencyMs),
    ...(comparison === null ? [] : toComparisonTexts(comparison)),
  ].join('\n\n');
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
