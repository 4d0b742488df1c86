import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
/** Runs jscpd over `root` with the settings in `config`, a path. */
export function measureDuplication(root, config) {
    const output = mkdtempSync(join(tmpdir(), 'memory-api-jscpd-'));
    try {
        const command = createRequire(import.meta.url).resolve('jscpd/run-jscpd.js');
        // A path in the settings would be taken from where the settings are, not from `root`.
        const args = [command, '--config', config, '--silent', '--reporters', 'json', '--output', output, root];
        spawnSync(process.execPath, args, { cwd: root });
        return toDuplication(JSON.parse(readFileSync(join(output, 'jscpd-report.json'), 'utf8')));
    }
    finally {
        rmSync(output, { recursive: true, force: true });
    }
}
function toDuplication({ duplicates, statistics }) {
    const toPlace = (file) => `${file.name}:${file.start}`;
    return {
        percent: statistics.total.percentage,
        clones: duplicates.map((clone) => `${toPlace(clone.firstFile)} = ${toPlace(clone.secondFile)}`),
        fileCount: statistics.total.sources,
    };
}
//# sourceMappingURL=duplicate-lines.js.map