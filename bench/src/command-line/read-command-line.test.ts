import { describe, expect, it } from 'vitest';
import { explainUsage, readCommandLine } from './read-command-line.js';

const usage = 'npm run thing -- PATH [--seed N] [--json]';
const options = { json: { type: 'boolean', default: false }, seed: { type: 'string' } } as const;

function createOutput() {
  const said = { out: '', err: '' };
  const output = {
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
    exitCode: undefined as number | undefined,
  };
  return { said, output };
}

function read(...args: string[]) {
  const { said, output } = createOutput();
  const line = readCommandLine({ usage, options, args, output });
  return { line, ...said, code: output.exitCode };
}

describe('readCommandLine', () => {
  it('reads options and what stands beside them, and says nothing', () => {
    const { line, out, err, code } = read('locomo', '--seed', '7');
    expect(line?.positionals).toEqual(['locomo']);
    expect({ ...line?.values }).toEqual({ json: false, seed: '7' });
    expect({ out, err, code }).toEqual({ out: '', err: '', code: undefined });
  });

  it.each([['--help'], ['-h'], ['locomo', '--help'], ['--wrong', '--help']])(
    'shows the usage where it is asked for: %s',
    (...args) => {
      expect(read(...args)).toEqual({ line: null, out: `${usage}\n`, err: '', code: undefined });
    },
  );

  it.each([
    ['an unknown option', ['--wrong'], "Unknown option '--wrong'"],
    ['an option without its value', ['--seed'], "Option '--seed <value>' argument missing"],
    ['a value of an option that takes none', ['--json=yes'], "Option '--json' does not take an argument"],
  ])('says what is wrong with %s, then the usage, and ends with 2', (_what, args, reason) => {
    expect(read(...args)).toEqual({ line: null, out: '', err: `${reason}\n${usage}\n`, code: 2 });
  });
});

describe('explainUsage', () => {
  it('shows the usage alone where there is nothing to add', () => {
    const { said, output } = createOutput();
    expect(explainUsage({ usage, reason: '', output })).toBeNull();
    expect(said).toEqual({ out: '', err: `${usage}\n` });
    expect(output.exitCode).toBe(2);
  });
});
