import { join } from 'node:path';
import { listEntries, measureDocumentation } from './scorecard/documented-exports.js';
import { measureDuplication } from './scorecard/duplicate-lines.js';
import { printScorecard } from './scorecard/print-scorecard.js';
import { createScorecardRows } from './scorecard/scorecard-rows.js';
import { readSourceFiles } from './scorecard/source-file.js';
const root = join(import.meta.dirname, '../..');
const rows = createScorecardRows({
    files: readSourceFiles(root),
    documentation: measureDocumentation(root, listEntries(root)),
    duplication: measureDuplication(root, join(root, '.jscpd.json')),
});
printScorecard(rows, (line) => console.log(line));
process.exitCode = rows.every((row) => row.isMet) ? 0 : 1;
//# sourceMappingURL=scorecard.js.map