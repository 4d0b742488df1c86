/** What jscpd found. */
export interface Duplication {
    /** Duplicated lines in percent of all lines. */
    readonly percent: number;
    /** The clones, as `path:line = path:line`. */
    readonly clones: readonly string[];
    /** Files it looked at; 0 means that it saw nothing and its percentage says nothing. */
    readonly fileCount: number;
}
/** Runs jscpd over `root` with the settings in `config`, a path. */
export declare function measureDuplication(root: string, config: string): Duplication;
//# sourceMappingURL=duplicate-lines.d.ts.map