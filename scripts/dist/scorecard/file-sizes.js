import ts from 'typescript';
import { findNodes } from './source-file.js';
/** Places of the functions longer than `limit` lines, signature and braces counted. */
export function findLongFunctions(files, limit) {
    return files.flatMap((file) => findNodes([file], (node) => isFunction(node) && countLines(file, node) > limit));
}
/** The value below which a `share` (0–1) of the numbers lies, by the nearest rank; 0 of no numbers. */
export function toPercentile(values, share) {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
/** Lines of the files together. */
export function countAllLines(files) {
    return files.reduce((sum, file) => sum + file.lineCount, 0);
}
function isFunction(node) {
    return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}
function countLines(file, node) {
    const first = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line;
    const last = file.tree.getLineAndCharacterOfPosition(node.end).line;
    return last - first + 1;
}
//# sourceMappingURL=file-sizes.js.map