/** What the check of the imports found. */
export interface BoundaryReport {
    /** Broken rules, as `rule: from → to`. */
    readonly violations: readonly string[];
    /** Sources on disk that the check did not see; with any, its silence proves nothing. */
    readonly unseen: readonly string[];
    /** Sources that it saw. */
    readonly seenCount: number;
}
/** Checks all imports below `root` against the rules in `config`, a path. */
export declare function checkBoundaries(root: string, config: string): Promise<BoundaryReport>;
//# sourceMappingURL=check-boundaries.d.ts.map