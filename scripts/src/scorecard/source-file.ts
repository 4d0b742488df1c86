import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/** Folders whose `src` counts: applications, packages and measurements, not the tools that do the counting. */
const COUNTED_FOLDERS = /^(?:apps\/[^/]+|packages\/[^/]+|bench(?:\/peers)?)\/src\//u;
const TEST_ONLY = /\.test\.ts$|-fixture\.ts$|-conformance\.ts$|\/(?:testing|conformance)\//u;
const GENERATED = /\.generated\.ts$|\.d\.ts$|\/background-terms\.ts$/u;
const NEVER_ENTERED = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage']);

/** Makes a source file from its text; for tests, and for what was read from disk. */
export function createSourceFile(path: string, text: string): SourceFile {
  return {
    path,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS),
    lineCount: text === '' ? 0 : text.replace(/\n$/u, '').split('\n').length,
    isTest: TEST_ONLY.test(path),
  };
}

/** Reads every counted TypeScript file below `root`, sorted by path; generated ones are left out. */
export function readSourceFiles(root: string): SourceFile[] {
  return listFiles(root)
    .map((absolute) => relative(root, absolute).replaceAll('\\', '/'))
    .filter((path) => COUNTED_FOLDERS.test(path) && path.endsWith('.ts') && !GENERATED.test(path))
    .toSorted()
    .map((path) => createSourceFile(path, readFileSync(join(root, path), 'utf8')));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NEVER_ENTERED.has(entry.name) ? [] : listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Says where a node stands, as `path:line`, lines from 1. */
export function toPlace(file: SourceFile, node: ts.Node): string {
  const { line } = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree));
  return `${file.path}:${line + 1}`;
}

/** Places of all nodes in the files for which `isWanted` holds. */
export function findNodes(files: readonly SourceFile[], isWanted: (node: ts.Node) => boolean): string[] {
  return files.flatMap((file) => {
    const places: string[] = [];
    const visit = (node: ts.Node): void => {
      if (isWanted(node)) places.push(toPlace(file, node));
      ts.forEachChild(node, visit);
    };
    visit(file.tree);
    return places;
  });
}
