import ts from 'typescript';
/**
 * Packages and applications with an HTTP client of our own API: a file of theirs calls `fetch`, one names a path of it.
 * The server is the other end, the embedder calls somebody else's, and `bench` measures from outside on purpose.
 */
export function findHttpClients(sources) {
    const homes = new Map();
    for (const file of sources) {
        const home = /^((?:packages|apps)\/[^/]+)\//u.exec(file.path)?.[1];
        if (home === undefined || home === 'apps/server' || home === 'packages/embedder')
            continue;
        const known = homes.get(home) ?? { calls: false, names: false };
        homes.set(home, { calls: known.calls || has(file, isFetchCall), names: known.names || has(file, isApiPath) });
    }
    return [...homes].filter(([, { calls, names }]) => calls && names).map(([home]) => home);
}
function has(file, isWanted) {
    const visit = (node) => isWanted(node) || (ts.forEachChild(node, visit) ?? false);
    return visit(file.tree);
}
function isFetchCall(node) {
    if (!ts.isCallExpression(node))
        return false;
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    return ts.isIdentifier(called) && called.text === 'fetch';
}
function isApiPath(node) {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    return isText && /^\/v1\/|^\/v1$/u.test(node.text);
}
//# sourceMappingURL=http-clients.js.map