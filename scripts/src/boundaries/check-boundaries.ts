import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

/** What the check of the imports found. */
export interface BoundaryReport {
  /** Broken rules, as `rule: from → to`. */
  readonly violations: readonly string[];
  /** Sources on disk that the check did not see; with any, its silence proves nothing. */
  readonly unseen: readonly string[];
  /** Sources that it saw. */
  readonly seenCount: number;
}

const SOURCE_FOLDERS = ['apps', 'packages', 'bench', 'scripts'];

/** Checks all imports below `root` against the rules in `config`, a path. */
export async function checkBoundaries(root: string, config: string): Promise<BoundaryReport> {
  const sources = listSources(root);
  const folders = SOURCE_FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const options = await extractOptions(config);
  const { output } = await cruise(folders, { ...options, baseDir: root });
  const result = output as ICruiseResult;
  const seen = new Set(result.modules.map((module) => module.source));
  return {
    violations: result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    unseen: sources.filter((path) => !seen.has(path)),
    seenCount: sources.filter((path) => seen.has(path)).length,
  };
}

function listSources(root: string): string[] {
  return SOURCE_FOLDERS.map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
    .map((path) => relative(root, path))
    .filter((path) => /(?:^|\/)src\/.*\.ts$/u.test(path) && !/node_modules\/|\/dist\/|\.d\.ts$/u.test(path))
    .toSorted();
}
