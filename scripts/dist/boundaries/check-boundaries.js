import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
const SOURCE_FOLDERS = ['apps', 'packages', 'bench', 'scripts'];
/** Checks all imports below `root` against the rules in `config`, a path. */
export async function checkBoundaries(root, config) {
    const sources = listSources(root);
    const folders = SOURCE_FOLDERS.filter((folder) => existsSync(join(root, folder)));
    const options = await extractOptions(config);
    const { output } = await cruise(folders, { ...options, baseDir: root });
    const result = output;
    const seen = new Set(result.modules.map((module) => module.source));
    return {
        violations: result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
        unseen: sources.filter((path) => !seen.has(path)),
        seenCount: sources.filter((path) => seen.has(path)).length,
    };
}
function listSources(root) {
    return SOURCE_FOLDERS.map((folder) => join(root, folder))
        .filter((folder) => existsSync(folder))
        .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
        .map((path) => relative(root, path))
        .filter((path) => /(?:^|\/)src\/.*\.ts$/u.test(path) && !/node_modules\/|\/dist\/|\.d\.ts$/u.test(path))
        .toSorted();
}
//# sourceMappingURL=check-boundaries.js.map