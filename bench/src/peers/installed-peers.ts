import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord } from '../harness/json.js';
import { REPOSITORY_DIR } from '../harness/server-process.js';
import { EvalInputError } from '../qa/eval-input-error.js';

/** Where the packages of the peers are installed, and what serves them. */
export interface InstalledPeers {
  /** Serves the peer that it is called with the name of. */
  readonly file: string;
  /** Pinned versions, by package. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Builds the adapters of an installed `bench/peers`.
 *
 * @throws {@link EvalInputError} where it isn't installed, or not as its lock file says
 */
export function buildPeers(root = REPOSITORY_DIR): InstalledPeers {
  const directory = join(root, 'bench/peers');
  const versions = readVersions(join(directory, 'package.json'));
  for (const [name, version] of Object.entries(versions)) {
    const manifest = join(directory, 'node_modules', name, 'package.json');
    if (existsSync(manifest) && asRecord(JSON.parse(readFileSync(manifest, 'utf8')))['version'] === version) continue;
    throw new EvalInputError(`${name} ${version} is not installed in bench/peers: run npm --prefix bench/peers ci`);
  }
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-b', directory], { encoding: 'utf8' });
  if (status !== 0) throw new EvalInputError(`bench/peers doesn't build:\n${stdout}`);
  return { file: join(directory, 'dist/peers.js'), versions };
}

function readVersions(manifest: string): Record<string, string> {
  const { dependencies } = asRecord(JSON.parse(readFileSync(manifest, 'utf8')));
  return Object.fromEntries(Object.entries(asRecord(dependencies)).map(([name, version]) => [name, String(version)]));
}
