import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What jscpd found. */
export interface Duplication {
  /** Duplicated lines in percent of all lines. */
  readonly percent: number;
  /** The clones, as `path:line = path:line`. */
  readonly clones: readonly string[];
  /** Files it looked at; 0 means that it saw nothing and its percentage says nothing. */
  readonly fileCount: number;
}

interface JscpdReport {
  readonly duplicates: readonly { readonly firstFile: JscpdFile; readonly secondFile: JscpdFile }[];
  readonly statistics: { readonly total: { readonly percentage: number; readonly sources: number } };
}

interface JscpdFile {
  readonly name: string;
  readonly start: number;
}

/** Runs jscpd over `root` with the settings in `config`, a path. */
export function measureDuplication(root: string, config: string): Duplication {
  const output = mkdtempSync(join(tmpdir(), 'memory-api-jscpd-'));
  try {
    const command = createRequire(import.meta.url).resolve('jscpd/run-jscpd.js');
    // A path in the settings would be taken from where the settings are, not from `root`.
    const args = [command, '--config', config, '--silent', '--reporters', 'json', '--output', output, root];
    spawnSync(process.execPath, args, { cwd: root });
    return toDuplication(JSON.parse(readFileSync(join(output, 'jscpd-report.json'), 'utf8')) as JscpdReport);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function toDuplication({ duplicates, statistics }: JscpdReport): Duplication {
  const toPlace = (file: JscpdFile): string => `${file.name}:${file.start}`;
  return {
    percent: statistics.total.percentage,
    clones: duplicates.map((clone) => `${toPlace(clone.firstFile)} = ${toPlace(clone.secondFile)}`),
    fileCount: statistics.total.sources,
  };
}
