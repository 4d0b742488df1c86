import ts from 'typescript';
/** One TypeScript file that the scorecard looks at. */
export interface SourceFile {
    /** Path from the root of the project, with forward slashes. */
    readonly path: string;
    /** Parsed tree, parents set. */
    readonly tree: ts.SourceFile;
    /** Lines of the file, the newline at its end not counted as one. */
    readonly lineCount: number;
    /** Whether only tests load it: tests, fixtures and conformance suites. */
    readonly isTest: boolean;
}
/** Makes a source file from its text; for tests, and for what was read from disk. */
export declare function createSourceFile(path: string, text: string): SourceFile;
/** Reads every counted TypeScript file below `root`, sorted by path; generated ones are left out. */
export declare function readSourceFiles(root: string): SourceFile[];
/** Says where a node stands, as `path:line`, lines from 1. */
export declare function toPlace(file: SourceFile, node: ts.Node): string;
/** Places of all nodes in the files for which `isWanted` holds. */
export declare function findNodes(files: readonly SourceFile[], isWanted: (node: ts.Node) => boolean): string[];
//# sourceMappingURL=source-file.d.ts.map