import { StorageOpenError, TransferError } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../config.js';
import { parseArguments, runAsCommand, toOnePath, UsageError } from './run-as-command.js';

const USAGE = 'npm run thing -- PATH';

let exitCode: typeof process.exitCode;
let errors: string[];

beforeEach(() => {
  exitCode = process.exitCode;
  process.exitCode = undefined;
  errors = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
});

/** What the process says and with what it would end. */
async function outcomeOf(run: () => Promise<boolean>): Promise<{ text: string; code: typeof process.exitCode }> {
  await runAsCommand(USAGE, run);
  return { text: errors.join(''), code: process.exitCode };
}

const failWith = (error: unknown) => outcomeOf(() => Promise.reject(error as Error));

describe('runAsCommand', () => {
  it('says nothing and leaves the exit code alone where the command went well', async () => {
    expect(await outcomeOf(async () => true)).toEqual({ text: '', code: undefined });
  });

  it('ends with 1 and adds no word where the command has told itself what is wrong', async () => {
    expect(await outcomeOf(async () => false)).toEqual({ text: '', code: 1 });
  });

  it('shows the usage below what was wrong with the arguments', async () => {
    const { text, code } = await failWith(new UsageError('thing takes one PATH.'));
    expect(text).toBe('thing takes one PATH.\nUsage: npm run thing -- PATH\n');
    expect(code).toBe(1);
  });

  it.each([
    ['a setting', new ConfigError('PORT', 'takes a number')],
    [
      'a store that cannot be opened',
      new StorageOpenError({ code: 'DATA_DIR_IN_USE', place: '/data', message: 'is in use' }),
    ],
    ['a transfer', new TransferError('INTERRUPTED', 'both sides differ')],
  ])('tells what a person can mend of %s in one line, without a stack or the usage', async (_what, error) => {
    expect(await failWith(error)).toEqual({ text: `${error.message}\n`, code: 1 });
  });

  it('shows where an error came from that nobody foresaw', async () => {
    const error = new RangeError('out of range');
    const { text, code } = await failWith(error);
    expect(text).toBe(`${error.stack}\n`);
    expect(text).toContain('run-as-command.test.ts');
    expect(code).toBe(1);
  });

  it.each([
    ['a word', 'gone', 'gone\n'],
    ['nothing', undefined, 'undefined\n'],
  ])('fails with one line where %s is thrown that is no error', async (_what, thrown, text) => {
    expect(await failWith(thrown)).toEqual({ text, code: 1 });
  });

  it('fails in the same way where the command throws before its first wait', async () => {
    const outcome = await outcomeOf(() => {
      throw new UsageError('no.');
    });
    expect(outcome).toEqual({ text: `no.\nUsage: ${USAGE}\n`, code: 1 });
  });

  it.each([['--help'], ['-h'], ['PATH', '--help'], ['--wrong', '--help']])(
    'shows the usage where it is asked for, and does nothing: %s',
    async (...args) => {
      const shown: string[] = [];
      vi.spyOn(process.stdout, 'write').mockImplementation((text) => shown.push(String(text)) > 0);
      const run = vi.fn<() => Promise<boolean>>(async () => true);
      await runAsCommand(USAGE, run, args);
      expect(shown).toEqual([`Usage: ${USAGE}\n`]);
      expect(run).not.toHaveBeenCalled();
      expect({ errors, code: process.exitCode }).toEqual({ errors: [], code: undefined });
    },
  );

  it('leaves the process running, so that what is on its way out arrives', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    await failWith(new UsageError('no.'));
    expect(exit).not.toHaveBeenCalled();
  });
});

describe('parseArguments', () => {
  const options = { to: { type: 'string' }, force: { type: 'boolean' } } as const;
  const parse = (args: string[], allowPositionals = false) => parseArguments({ args, options, allowPositionals });

  function refusalOf(args: string[]): string {
    try {
      parse(args);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return (error as UsageError).message;
    }
    throw new TypeError('taken');
  }

  it('reads options and what stands beside them', () => {
    const { values, positionals } = parse(['--to', 'there', '--force', 'file'], true);
    expect({ ...values }).toEqual({ to: 'there', force: true });
    expect(positionals).toEqual(['file']);
  });

  it('leaves out what was not given', () => {
    expect({ ...parse([]).values }).toEqual({});
  });

  it.each([
    ['an option that there is none of', ['--wrong'], "'--wrong'"],
    ['a short option that there is none of', ['-x'], "'-x'"],
    ['an argument where none is taken', ['file'], "'file'"],
    ['an option without its value', ['--to'], "'--to <value>'"],
    ['a value of an option that takes none', ['--force=yes'], "'--force'"],
  ])('names %s', (_what, args, name) => {
    expect(refusalOf(args)).toContain(name);
  });

  it('keeps the advice to programmers from whoever typed the command', () => {
    expect(refusalOf(['--wrong'])).toBe("Unknown option '--wrong'.");
  });

  it.each([[['--wrong']], [['file']], [['--to']], [['--force=yes']]])('ends its sentence about %j once', (args) => {
    expect(refusalOf(args)).toMatch(/[^.]\.$/);
  });

  it('gives a command a refusal that comes out with the usage', async () => {
    const { text, code } = await outcomeOf(async () => parse(['--wrong']).values.force ?? true);
    expect(text).toBe(`Unknown option '--wrong'.\nUsage: ${USAGE}\n`);
    expect(code).toBe(1);
  });
});

describe('toOnePath', () => {
  it('gives the one path', () => {
    expect(toOnePath('backup', ['file'])).toBe('file');
  });

  it.each([[[]], [['one', 'two']]])('refuses %j', (positionals) => {
    expect(() => toOnePath('backup', positionals)).toThrow(new UsageError('backup takes one PATH.'));
  });
});
