import { explainUsage, readCommandLine } from './command-line/read-command-line.js';
import { describeMachine } from './harness/machine.js';
import { createSeed } from './harness/random.js';
import { toTable } from './harness/table.js';
import { measureCrash } from './measurements/crash.js';
import { measureEngines } from './measurements/engines.js';
import { measureFilters } from './measurements/filters.js';
import { measureHttp } from './measurements/http.js';
import { measureLedger } from './measurements/ledger.js';
import { measureLimits } from './measurements/limits.js';
import { measureRecall } from './measurements/recall.js';
import { toGoalTable } from './measurements/report.js';
import type { Measurement, MeasurementOptions, Report } from './measurements/report.js';
import { measureStall } from './measurements/stall.js';
import { measureStart } from './measurements/start.js';
import { measureWrite } from './measurements/write.js';

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  http: measureHttp,
  limits: measureLimits,
  ledger: measureLedger,
  write: measureWrite,
  recall: measureRecall,
  filters: measureFilters,
  start: measureStart,
  crash: measureCrash,
  stall: measureStall,
  engines: measureEngines,
};

const usage = `npm run bench -- NAME [--json] [--rounds N] [--seconds N] [--seed N] [--sizes N,N]
NAME: ${Object.keys(MEASUREMENTS).join(', ')}`;

const text = { type: 'string' } as const;
const line = readCommandLine({
  usage,
  args: process.argv.slice(2),
  options: { json: { type: 'boolean', default: false }, rounds: text, seconds: text, seed: text, sizes: text },
  output: process,
});
if (line !== null) await measure(line);

async function measure({ positionals, values }: NonNullable<typeof line>): Promise<void> {
  const [name = ''] = positionals;
  const measurement = Object.hasOwn(MEASUREMENTS, name) ? MEASUREMENTS[name] : undefined;
  const options = toOptions(values);
  if (measurement === undefined) {
    explainUsage({ usage, reason: name === '' ? '' : `There is no measurement ${name}`, output: process });
  } else if (options === null) {
    explainUsage({ usage, reason: 'Options take numbers of at least 0', output: process });
  } else {
    const report = await measurement(options);
    if (values.json) console.log(JSON.stringify(toJson(name, report, options.seed), null, 2));
    else console.log(toText(name, report, options.seed));
    if (report.isBroken === true) process.exitCode = 1;
  }
}

/** The options of a measurement, or null where one of them is not the number that it should be. */
function toOptions(values: NonNullable<typeof line>['values']): MeasurementOptions | null {
  const [rounds, seconds, seed] = [values.rounds, values.seconds, values.seed].map(toNumber);
  const sizes = values.sizes?.split(',').map(Number) ?? null;
  const numbers = [rounds, seconds, seed, ...(sizes ?? [])].filter((value) => value !== null);
  if (!numbers.every((value) => Number.isFinite(value) && Number(value) >= 0)) return null;
  const say = (said: string): void => console.error(said);
  return { seed: seed ?? createSeed(), rounds: rounds ?? null, seconds: seconds ?? null, sizes, say };
}

function toNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function toJson(name: string, { figures, goals, notes }: Report, seed: number): object {
  return { name, machine: describeMachine(), seed, ...figures, goals, notes };
}

function toText(name: string, { headings, rows, goals, notes }: Report, seed: number): string {
  const { cpu, cores, memoryGb, node, os } = describeMachine();
  return [
    `${name} on ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${os}; seed ${seed}`,
    toTable(headings, rows),
    ...(goals.length > 0 ? [toGoalTable(goals)] : []),
    ...notes.map((note) => `- ${note}`),
  ].join('\n\n');
}
