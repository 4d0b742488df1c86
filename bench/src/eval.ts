import { explainUsage, readCommandLine } from './command-line/read-command-line.js';
import { evaluateEveryday } from './everyday/evaluate-everyday.js';
import { toEverydayText } from './everyday/everyday-report.js';
import { describeMachine } from './harness/machine.js';
import { evaluateLocomo } from './locomo/evaluate-locomo.js';
import { toLocomoText } from './locomo/locomo-report.js';
import { toPeersText } from './peers/peers-report.js';
import { runPeers } from './peers/run-peers.js';
import { EvalInputError } from './qa/eval-input-error.js';
import { runQa, toQaText } from './qa/qa-command.js';

const usage = `npm run eval -- locomo PATH [--engine sqlite|postgres] [--compare] [--sizes] [--json]
npm run eval -- everyday [--split dev|held-out|all] [--seed N] [--json]
npm run eval -- qa FILE.jsonl [--base-url URL] [--output FILE] [--json]  (API key in MEMORY_API_KEY)
npm run eval -- peers locomo PATH|everyday [--peers NAME,NAME] [--memories N] [--seconds N] [--seed N] [--json]`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const line = readCommandLine({
  usage,
  args: process.argv.slice(2),
  options: {
    json: flag,
    compare: flag,
    sizes: flag,
    engine: { ...text, default: 'sqlite' },
    split: { ...text, default: 'all' },
    seed: { ...text, default: '1' },
    'base-url': { ...text, default: 'http://localhost:8080' },
    output: text,
    peers: text,
    memories: { ...text, default: '10000' },
    seconds: { ...text, default: '10' },
  },
  output: process,
});
if (line !== null) await evaluateOrExplain(line);

/** What the caller can put right is told in one line, without a stack. */
async function evaluateOrExplain({ positionals, values }: NonNullable<typeof line>): Promise<void> {
  try {
    await evaluate(positionals, values);
  } catch (error) {
    if (!(error instanceof EvalInputError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function evaluate(
  [name, path, ...rest]: readonly string[],
  values: NonNullable<typeof line>['values'],
): Promise<void> {
  const { engine, compare, sizes, split, 'base-url': baseUrl, output = null } = values;
  const say = (said: string): void => console.error(said);
  const seed = Number(values.seed);
  if (name === 'everyday' && (split === 'dev' || split === 'held-out' || split === 'all')) {
    print(await evaluateEveryday({ split, seed, say }), toEverydayText, values.json);
  } else if (name === 'qa' && path !== undefined) {
    print(await runQa({ path, baseUrl, key: process.env['MEMORY_API_KEY'], output }), toQaText, values.json);
  } else if (name === 'locomo' && path !== undefined && (engine === 'sqlite' || engine === 'postgres')) {
    print(await evaluateLocomo(path, { engine, compare, sizes, say }), toLocomoText, values.json);
  } else if (name === 'peers' && path !== undefined) {
    print(await runPeers([path, ...rest], values, say), toPeersText, values.json);
  } else {
    explainUsage({ usage, reason: '', output: process });
  }
}

function print<T extends object>(evaluation: T, layOut: (evaluation: T) => string, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify({ machine: describeMachine(), ...evaluation }, null, 2));
  else console.log(layOut(evaluation));
}
