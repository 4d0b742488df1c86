import { posix } from 'node:path';
import ts from 'typescript';
const WORKSPACE_PACKAGE = /^@memory-api\/([^/]+)$/u;
/**
 * Groups of files that need each other when they run, each sorted by path.
 * Imports of types alone vanish when compiled, and don't count.
 */
export function findRuntimeCycles(files) {
    const known = new Set(files.map((file) => file.path));
    const edges = new Map(files.map((file) => [file.path, listRuntimeImports(file).filter((path) => known.has(path))]));
    return findComponents(edges).map((group) => group.toSorted());
}
function listRuntimeImports(file) {
    const specifiers = file.tree.statements.flatMap((statement) => {
        if (!isRuntimeImport(statement))
            return [];
        return statement.moduleSpecifier !== undefined && ts.isStringLiteral(statement.moduleSpecifier)
            ? [statement.moduleSpecifier.text]
            : [];
    });
    return specifiers.flatMap((specifier) => resolveSpecifier(file.path, specifier) ?? []);
}
function isRuntimeImport(statement) {
    if (ts.isExportDeclaration(statement))
        return !statement.isTypeOnly && !areAllTypes(statement.exportClause);
    if (!ts.isImportDeclaration(statement))
        return false;
    const clause = statement.importClause;
    if (clause === undefined)
        return true;
    if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword)
        return false;
    return clause.name !== undefined || !areAllTypes(clause.namedBindings);
}
function areAllTypes(bindings) {
    if (bindings === undefined || !('elements' in bindings))
        return false;
    return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}
function resolveSpecifier(from, specifier) {
    const packageName = WORKSPACE_PACKAGE.exec(specifier)?.[1];
    if (packageName !== undefined)
        return `packages/${packageName}/src/${packageName}.ts`;
    if (!specifier.startsWith('.'))
        return undefined;
    return posix.join(posix.dirname(from), specifier).replace(/\.js$/u, '.ts');
}
/** Tarjan's strongly connected components, of more than one node or with an edge to itself. */
function findComponents(edges) {
    const order = new Map();
    const lowest = new Map();
    const stack = [];
    const components = [];
    const visit = (node) => {
        const index = order.size;
        order.set(node, index);
        lowest.set(node, index);
        stack.push(node);
        for (const next of edges.get(node) ?? []) {
            const reached = order.has(next) ? (stack.includes(next) ? (order.get(next) ?? index) : index) : visit(next);
            lowest.set(node, Math.min(lowest.get(node) ?? index, reached));
        }
        const low = lowest.get(node) ?? index;
        if (low === index)
            components.push(stack.splice(stack.indexOf(node)));
        return low;
    };
    for (const node of edges.keys())
        if (!order.has(node))
            visit(node);
    return components.filter((group) => group.length > 1 || group.some((node) => edges.get(node)?.includes(node)));
}
//# sourceMappingURL=runtime-cycles.js.map