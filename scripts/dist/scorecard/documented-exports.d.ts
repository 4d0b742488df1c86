/** How far the public declarations are documented. */
export interface Documentation {
    /** Exports of the packages' entries and their public members together. */
    readonly total: number;
    /** Those without a comment of their own, as `path:line name`. */
    readonly undocumented: readonly string[];
}
/** The entry of every package below `root`: `packages/x/src/x.ts`. */
export declare function listEntries(root: string): string[];
/** Looks for the documentation comment of everything that the entries export, members of types included. */
export declare function measureDocumentation(root: string, entries: readonly string[]): Documentation;
//# sourceMappingURL=documented-exports.d.ts.map