import ts from 'typescript';
/** Whether the node is the type `any`. */
export declare function isAnyType(node: ts.Node): boolean;
/** Whether the node claims that something is there without a look: `x!`, or a field `x!: T`. */
export declare function isNonNullClaim(node: ts.Node): boolean;
/** Whether the node makes a plain `Error` to throw, outside a function named `invariant`. */
export declare function isPlainThrow(node: ts.Node): boolean;
/** Whether the node swallows an error: an empty `catch`, or a `.catch` with a function that does nothing. */
export declare function isEmptyCatch(node: ts.Node): boolean;
/** Whether the node exports all of another module without naming it. */
export declare function isExportStar(node: ts.Node): boolean;
//# sourceMappingURL=forbidden-nodes.d.ts.map