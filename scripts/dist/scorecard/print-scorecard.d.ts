import type { ScorecardRow } from './scorecard-rows.js';
/** Writes the rows as a table, and below it where each missed goal is missed. */
export declare function printScorecard(rows: readonly ScorecardRow[], print: (line: string) => void): void;
//# sourceMappingURL=print-scorecard.d.ts.map