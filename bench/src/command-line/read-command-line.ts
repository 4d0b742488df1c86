import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { messageOf } from '@memory-api/contract';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command was called with. */
export type CommandLine<T extends Options> = ReturnType<
  typeof parseArgs<{ readonly options: T; readonly allowPositionals: true }>
>;

/** Where a command speaks to whoever called it; a process fits. */
export interface CommandOutput {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
}

/**
 * Reads the arguments of a command, or says how it is called: to stdout where `--help` asked for it, to stderr and with
 * exit code 2 after an option that there isn't. Null when that was said and there is nothing to do.
 */
export function readCommandLine<T extends Options>(command: {
  readonly usage: string;
  readonly options: T;
  readonly args: readonly string[];
  readonly output: CommandOutput;
}): CommandLine<T> | null {
  const { usage, options, args, output } = command;
  if (args.includes('--help') || args.includes('-h')) {
    output.stdout.write(`${usage}\n`);
    return null;
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node's message goes on with advice that fits no command of ours.
    return explainUsage({ usage, reason: messageOf(error).split('. To specify')[0] ?? '', output });
  }
}

/** Says what was wrong with a call, then how the command is called, with exit code 2. */
export function explainUsage(options: {
  readonly usage: string;
  readonly reason: string;
  readonly output: CommandOutput;
}): null {
  const { usage, reason, output } = options;
  output.stderr.write(`${reason === '' ? '' : `${reason}\n`}${usage}\n`);
  output.exitCode = 2;
  return null;
}
