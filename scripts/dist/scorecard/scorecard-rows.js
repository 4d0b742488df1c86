import { countAllLines, findLongFunctions, toPercentile } from './file-sizes.js';
import { isAnyType, isEmptyCatch, isExportStar, isNonNullClaim, isPlainThrow } from './forbidden-nodes.js';
import { findHttpClients } from './http-clients.js';
import { findRuntimeCycles } from './runtime-cycles.js';
import { findNodes } from './source-file.js';
const LONGEST_FUNCTION = 100;
const LONGEST_FILE_P90 = 250;
const MOST_DUPLICATION_PERCENT = 1;
/** Counts everything on the scorecard. */
export function createScorecardRows({ files, documentation, duplication }) {
    const sources = files.filter((file) => !file.isTest);
    const tests = files.filter((file) => file.isTest);
    const p90 = toPercentile(sources.map((file) => file.lineCount), 0.9);
    return [
        atLeast('source files seen', sources.length, 1),
        none('type any', findNodes(files, isAnyType)),
        none('non-null claims (!)', findNodes(files, isNonNullClaim)),
        none('plain throw new Error', findNodes(sources, isPlainThrow)),
        none('empty catch', findNodes(files, isEmptyCatch)),
        none('export *', findNodes(sources, isExportStar)),
        none('runtime import cycles', findRuntimeCycles(sources).map((group) => group.join(' ↔ '))),
        none(`functions over ${LONGEST_FUNCTION} lines`, findLongFunctions(sources, LONGEST_FUNCTION)),
        atMost('lines of a file, p90', p90, LONGEST_FILE_P90, listFilesOver(sources, LONGEST_FILE_P90)),
        documented(documentation),
        duplicated(duplication),
        testsAgainstSources(countAllLines(tests), countAllLines(sources)),
        atMost('HTTP clients of our API in TypeScript', ...countClients(sources)),
    ];
}
function none(name, places) {
    return { name, value: places.length, goal: '0', isMet: places.length === 0, places };
}
function atMost(name, value, most, places) {
    const isMet = value <= most;
    return { name, value, goal: `<= ${most}`, isMet, places: isMet ? [] : places };
}
function atLeast(name, value, least) {
    return { name, value, goal: `>= ${least}`, isMet: value >= least, places: [] };
}
function documented({ total, undocumented }) {
    const percent = total === 0 ? 0 : Math.floor((1000 * (total - undocumented.length)) / total) / 10;
    return { ...atLeast('public exports documented, %', percent, 100), places: undocumented };
}
function duplicated({ percent, clones, fileCount }) {
    const row = atMost('duplicate lines, %', percent, MOST_DUPLICATION_PERCENT, clones);
    return fileCount > 0 ? row : { ...row, isMet: false, places: ['no file was looked at'] };
}
function testsAgainstSources(testLines, sourceLines) {
    const row = atLeast('test lines', testLines, sourceLines);
    return { ...row, goal: `>= ${sourceLines} source lines` };
}
function countClients(sources) {
    const clients = findHttpClients(sources);
    return [clients.length, 1, clients];
}
function listFilesOver(files, limit) {
    return files.filter((file) => file.lineCount > limit).map((file) => `${file.path}: ${file.lineCount} lines`);
}
//# sourceMappingURL=scorecard-rows.js.map