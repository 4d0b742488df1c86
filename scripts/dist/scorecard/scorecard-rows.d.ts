import type { Documentation } from './documented-exports.js';
import type { Duplication } from './duplicate-lines.js';
import { type SourceFile } from './source-file.js';
/** One line of the scorecard. */
export interface ScorecardRow {
    /** What is counted. */
    readonly name: string;
    /** What was counted, in the unit that the name says. */
    readonly value: number;
    /** The goal as people write it, such as `<= 250`. */
    readonly goal: string;
    /** Whether the goal is met. */
    readonly isMet: boolean;
    /** Where the faults are, for whoever mends them. */
    readonly places: readonly string[];
}
/** What the scorecard is made from. */
export interface ScorecardInput {
    /** Every counted file, tests included. */
    readonly files: readonly SourceFile[];
    /** How far public declarations are documented. */
    readonly documentation: Documentation;
    /** How much is said twice. */
    readonly duplication: Duplication;
}
/** Counts everything on the scorecard. */
export declare function createScorecardRows({ files, documentation, duplication }: ScorecardInput): ScorecardRow[];
//# sourceMappingURL=scorecard-rows.d.ts.map