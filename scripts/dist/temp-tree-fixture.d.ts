/** Writes the files into a new folder, gives it to `use`, and removes it whatever happens. */
export declare function withTempTree<T>(files: Readonly<Record<string, string>>, use: (root: string) => T | Promise<T>): Promise<T>;
//# sourceMappingURL=temp-tree-fixture.d.ts.map