import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

/** The compiler and the server side by side: a change is compiled, and what was compiled is restarted. */
async function runDevelopment(): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  await runToEnd(spawnNode([compiler, '-b']));

  const parts = [
    spawnNode([compiler, '-b', '--watch', '--preserveWatchOutput']),
    spawnNode(['--watch', '--watch-preserve-output', 'apps/server/dist/main.js']),
  ];
  const stop = (): void => {
    for (const part of parts) part.kill('SIGTERM');
  };
  // Not once: Ctrl-C comes from the terminal and again from npm, and a signal that nobody takes would end this process.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await Promise.race(parts.map((part) => once(part, 'exit')));
  stop();
  await Promise.all(parts.map((part) => runToEnd(part)));
}

function spawnNode(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: 'inherit' });
}

async function runToEnd(part: ChildProcess): Promise<void> {
  if (part.exitCode === null && part.signalCode === null) await once(part, 'exit');
}

await runDevelopment();
