import { parseArgs, type ParseArgsConfig } from 'node:util';
import { messageOf } from '@memory-api/contract';
import { StorageOpenError, TransferError } from '@memory-api/storage';
import { ConfigError } from '../config.js';

/** What a command was called with that it doesn't take. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Runs a command to its end. With `--help` it shows the usage and does nothing. What a person can mend is one line on
 * standard error, with the usage where the arguments are at fault, and exit code 1; so is a result of `false`, which
 * has told why itself.
 */
export async function runAsCommand(
  usage: string,
  run: () => Promise<boolean>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`Usage: ${usage}\n`);
    return;
  }
  try {
    if (!(await run())) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${toText(error, usage)}\n`);
    process.exitCode = 1;
  }
}

function toText(error: unknown, usage: string): string {
  if (error instanceof UsageError) return `${error.message}\nUsage: ${usage}`;
  const isKnown = [ConfigError, StorageOpenError, TransferError].some((kind) => error instanceof kind);
  if (error instanceof Error && isKnown) return error.message;
  return (error instanceof Error ? error.stack : undefined) ?? String(error);
}

/**
 * Reads the arguments of the process.
 *
 * @throws UsageError for what isn't among `config`
 */
export function parseArguments<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // The second sentence of Node is advice for somebody who writes commands.
    const [what = ''] = messageOf(error).split('. ');
    throw new UsageError(what.endsWith('.') ? what : `${what}.`);
  }
}

/**
 * The file that a command is about: what is left of its arguments.
 *
 * @throws UsageError for none, and for more than one
 */
export function toOnePath(command: string, positionals: readonly string[]): string {
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError(`${command} takes one PATH.`);
  return path;
}
