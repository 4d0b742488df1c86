import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface Stage {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const root = join(import.meta.dirname, '../..');

/** Types come first, by `tsc -b` in the npm script: lint and boundaries read what is built. */
const STAGES: readonly Stage[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  // The peers have a configuration of their own, which the root's ignorePatterns don't reach.
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings', '--ignore-pattern', 'bench/peers/**'] },
  { name: 'boundaries', command: process.execPath, args: ['scripts/dist/boundaries.js'] },
  { name: 'dead code', command: 'knip', args: [] },
  { name: 'scorecard', command: process.execPath, args: ['scripts/dist/scorecard.js'] },
  ...listPeerStages(),
];

/** Types and lint of the peers need their packages, which only those who measure them install. */
function listPeerStages(): readonly Stage[] {
  if (existsSync(join(root, 'bench/peers/node_modules'))) {
    return [{ name: 'peers', command: 'npm', args: ['--prefix', 'bench/peers', 'run', '-s', 'check'] }];
  }
  console.log('check: types and lint of bench/peers are left out, its packages are not installed');
  return [];
}

/** Runs all stages, also after one has failed: who mends wants to see everything at once. */
const failed = STAGES.filter((stage) => !passes(stage)).map((stage) => stage.name);
console.log(failed.length === 0 ? '\ncheck: all passed' : `\ncheck: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes({ name, command, args }: Stage): boolean {
  console.log(`\n── check: ${name}`);
  const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  return status === 0;
}
