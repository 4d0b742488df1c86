import ts from 'typescript';
/** Whether the node is the type `any`. */
export function isAnyType(node) {
    return node.kind === ts.SyntaxKind.AnyKeyword;
}
/** Whether the node claims that something is there without a look: `x!`, or a field `x!: T`. */
export function isNonNullClaim(node) {
    if (ts.isNonNullExpression(node))
        return true;
    const isDeclaration = ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
    return isDeclaration && node.exclamationToken !== undefined;
}
/** Whether the node makes a plain `Error` to throw, outside a function named `invariant`. */
export function isPlainThrow(node) {
    if (!ts.isThrowStatement(node))
        return false;
    const thrown = node.expression;
    const isMade = ts.isNewExpression(thrown) || ts.isCallExpression(thrown);
    return isMade && isNamed(thrown.expression, 'Error') && !isInsideInvariant(node);
}
/** Whether the node swallows an error: an empty `catch`, or a `.catch` with a function that does nothing. */
export function isEmptyCatch(node) {
    if (ts.isCatchClause(node))
        return node.block.statements.length === 0;
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
        return false;
    if (node.expression.name.text !== 'catch')
        return false;
    const handler = node.arguments[0];
    if (handler === undefined)
        return false;
    return (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)) && doesNothing(handler.body);
}
/** Whether the node exports all of another module without naming it. */
export function isExportStar(node) {
    return ts.isExportDeclaration(node) && node.exportClause === undefined;
}
function doesNothing(body) {
    return ts.isBlock(body) ? body.statements.length === 0 : isNamed(body, 'undefined') || ts.isVoidExpression(body);
}
function isInsideInvariant(node) {
    for (let parent = node.parent; parent !== undefined; parent = parent.parent) {
        if (ts.isFunctionDeclaration(parent) && parent.name?.text === 'invariant')
            return true;
    }
    return false;
}
function isNamed(node, name) {
    return ts.isIdentifier(node) && node.text === name;
}
//# sourceMappingURL=forbidden-nodes.js.map