import { type SourceFile } from './source-file.js';
/** Places of the functions longer than `limit` lines, signature and braces counted. */
export declare function findLongFunctions(files: readonly SourceFile[], limit: number): string[];
/** The value below which a `share` (0–1) of the numbers lies, by the nearest rank; 0 of no numbers. */
export declare function toPercentile(values: readonly number[], share: number): number;
/** Lines of the files together. */
export declare function countAllLines(files: readonly SourceFile[]): number;
//# sourceMappingURL=file-sizes.d.ts.map