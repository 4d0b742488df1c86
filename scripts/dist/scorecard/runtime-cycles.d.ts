import type { SourceFile } from './source-file.js';
/**
 * Groups of files that need each other when they run, each sorted by path.
 * Imports of types alone vanish when compiled, and don't count.
 */
export declare function findRuntimeCycles(files: readonly SourceFile[]): string[][];
//# sourceMappingURL=runtime-cycles.d.ts.map