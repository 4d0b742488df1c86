import { parseArgs } from 'node:util';
import { describeMachine } from './harness/machine.js';
import { toTable } from './harness/table.js';
import { evaluateLocomo } from './locomo/evaluate-locomo.js';
import type { LocomoEvaluation } from './locomo/evaluate-locomo.js';

const USAGE = 'npm run eval -- locomo PATH [--json]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const [name, path] = positionals;

if (name !== 'locomo' || path === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const evaluation = await evaluateLocomo(path, (line) => console.error(line));
  if (values.json) console.log(JSON.stringify({ machine: describeMachine(), ...evaluation }, null, 2));
  else console.log(toText(evaluation));
}

function toText({ scores, latencyMs, stored }: LocomoEvaluation): string {
  const rankers = Object.entries(scores);
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
    `locomo on ${cpu}, ${cores} cores, Node ${node}: ${stored} memories over HTTP`,
    toTable(['ranked by', 'questions', 'R@5', 'R@10', 'R@20', 'sessions R@10', 'facts R@10'], overall),
    toTable(
      ['category', 'ranked by', 'questions', 'R@5', 'R@10', 'R@20'],
      byCategory.sort((left, right) => String(left[0]).localeCompare(String(right[0]))),
    ),
    `query over HTTP: p50 ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms (${latencyMs.count} questions, one at a time)`,
  ].join('\n\n');
}
