import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** How far the public declarations are documented. */
export interface Documentation {
  /** Exports of the packages' entries and their public members together. */
  readonly total: number;
  /** Those without a comment of their own, as `path:line name`. */
  readonly undocumented: readonly string[];
}

/** The entry of every package below `root`: `packages/x/src/x.ts`. */
export function listEntries(root: string): string[] {
  const packages = join(root, 'packages');
  if (!existsSync(packages)) return [];
  return readdirSync(packages)
    .map((name) => join(packages, name, 'src', `${name}.ts`))
    .filter((entry) => existsSync(entry));
}

/** Looks for the documentation comment of everything that the entries export, members of types included. */
export function measureDocumentation(root: string, entries: readonly string[]): Documentation {
  const program = ts.createProgram(entries, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const declarations = entries.flatMap((entry) => {
    const source = program.getSourceFile(entry);
    return source === undefined ? [] : listExports(checker, source).flatMap((symbol) => listParts(checker, symbol));
  });
  const ours = declarations.filter(({ node }) => !node.getSourceFile().isDeclarationFile);
  const undocumented = ours.filter(({ symbol }) => symbol.getDocumentationComment(checker).length === 0);
  return { total: ours.length, undocumented: [...new Set(undocumented.map((part) => toLabel(root, part)))] };
}

interface Part {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly node: ts.Node;
}

function listExports(checker: ts.TypeChecker, source: ts.SourceFile): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(source);
  if (module === undefined) return [];
  return checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}

function listParts(checker: ts.TypeChecker, symbol: ts.Symbol): Part[] {
  const declarations = symbol.declarations ?? [];
  const first = declarations[0];
  if (first === undefined) return [];
  const members = declarations.flatMap(listMembers).flatMap((node) => {
    const member = node.name === undefined ? undefined : checker.getSymbolAtLocation(node.name);
    return member === undefined ? [] : [{ name: `${symbol.name}.${member.name}`, symbol: member, node }];
  });
  return [{ name: symbol.name, symbol, node: first }, ...members];
}

type Member = ts.TypeElement | ts.ClassElement;

function listMembers(declaration: ts.Declaration): Member[] {
  if (ts.isInterfaceDeclaration(declaration)) return [...declaration.members];
  if (ts.isClassDeclaration(declaration)) return declaration.members.filter(isPublicMember);
  return ts.isTypeAliasDeclaration(declaration) ? listTypeMembers(declaration.type) : [];
}

function listTypeMembers(type: ts.TypeNode): Member[] {
  if (ts.isTypeLiteralNode(type)) return [...type.members];
  // The variants of a union say themselves apart by their tag; the comment of the union explains them.
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(listTypeMembers);
  if (ts.isParenthesizedTypeNode(type)) return listTypeMembers(type.type);
  return ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []).flatMap(listTypeMembers) : [];
}

/** What overrides is documented where it was first declared. */
const NOT_OURS_TO_DOCUMENT = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;

function isPublicMember(member: ts.ClassElement): boolean {
  if (member.name === undefined || ts.isPrivateIdentifier(member.name)) return false;
  return (ts.getCombinedModifierFlags(member) & NOT_OURS_TO_DOCUMENT) === 0;
}

function toLabel(root: string, part: Part): string {
  const source = part.node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(part.node.getStart(source));
  return `${relative(root, source.fileName)}:${line + 1} ${part.name}`;
}
