import { parseArgs } from 'node:util';
import { describeMachine } from './harness/machine.js';
import { createSeed } from './harness/random.js';
import { toTable } from './harness/table.js';
import { measureCrash } from './measurements/crash.js';
import { measureEngines } from './measurements/engines.js';
import { measureFilters } from './measurements/filters.js';
import { measureHttp } from './measurements/http.js';
import { measureQuery } from './measurements/query.js';
import type { Measurement, Report } from './measurements/report.js';
import { measureStall } from './measurements/stall.js';
import { measureStart } from './measurements/start.js';
import { measureWrite } from './measurements/write.js';

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  http: measureHttp,
  write: measureWrite,
  query: measureQuery,
  filters: measureFilters,
  start: measureStart,
  crash: measureCrash,
  stall: measureStall,
  engines: measureEngines,
};

const USAGE = `npm run bench -- NAME [--json] [--rounds N] [--seconds N] [--seed N] [--sizes N,N]
NAME: ${Object.keys(MEASUREMENTS).join(', ')}`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    sizes: { type: 'string' },
  },
});
const [name = ''] = positionals;
const measure = MEASUREMENTS[name];

if (measure === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const seed = toNumber(values.seed) ?? createSeed();
  const say = (line: string): void => console.error(line);
  const report = await measure({
    seed,
    rounds: toNumber(values.rounds),
    seconds: toNumber(values.seconds),
    sizes: values.sizes?.split(',').map(Number) ?? null,
    say,
  });
  if (values.json) console.log(JSON.stringify(toJson(report, seed), null, 2));
  else console.log(toText(report, seed));
  if (report.isBroken === true) process.exitCode = 1;
}

function toNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function toJson({ figures, goals, notes }: Report, seed: number): object {
  return { name, machine: describeMachine(), seed, ...figures, goals, notes };
}

function toText({ headings, rows, goals, notes }: Report, seed: number): string {
  const { cpu, cores, memoryGb, node, os } = describeMachine();
  const outcomes = goals.map(({ figure, value, goal, isMet }) => [figure, value, goal, isMet ? 'met' : 'missed']);
  return [
    `${name} on ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${os}; seed ${seed}`,
    toTable(headings, rows),
    ...(outcomes.length > 0 ? [toTable(['goal', 'measured', 'wanted', ''], outcomes)] : []),
    ...notes.map((note) => `- ${note}`),
  ].join('\n\n');
}
