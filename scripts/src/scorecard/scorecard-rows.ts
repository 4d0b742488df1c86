import type { Documentation } from './documented-exports.js';
import type { Duplication } from './duplicate-lines.js';
import { countAllLines, findLongFunctions, toPercentile } from './file-sizes.js';
import { isAnyType, isEmptyCatch, isExportStar, isNonNullClaim, isPlainThrow } from './forbidden-nodes.js';
import { findHttpClients } from './http-clients.js';
import { findRuntimeCycles } from './runtime-cycles.js';
import { findNodes, type SourceFile } from './source-file.js';

/** One line of the scorecard. */
export interface ScorecardRow {
  /** What is counted. */
  readonly name: string;
  /** What was counted, in the unit that the name says. */
  readonly value: number;
  /** The goal as people write it, such as `<= 250`. */
  readonly goal: string;
  /** Whether the goal is met. */
  readonly isMet: boolean;
  /** Where the faults are, for whoever mends them. */
  readonly places: readonly string[];
}

/** What the scorecard is made from. */
export interface ScorecardInput {
  /** Every counted file, tests included. */
  readonly files: readonly SourceFile[];
  /** How far public declarations are documented. */
  readonly documentation: Documentation;
  /** How much is said twice. */
  readonly duplication: Duplication;
}

const LONGEST_FUNCTION = 100;
const LONGEST_FILE_P90 = 250;
const MOST_DUPLICATION_PERCENT = 1;

/** Counts everything on the scorecard. */
export function createScorecardRows({ files, documentation, duplication }: ScorecardInput): ScorecardRow[] {
  const sources = files.filter((file) => !file.isTest);
  const tests = files.filter((file) => file.isTest);
  const p90 = toPercentile(
    sources.map((file) => file.lineCount),
    0.9,
  );
  return [
    atLeast('source files seen', sources.length, 1),
    // In tests lint forbids it as well, and wants a reason for each exception.
    none('type any', findNodes(sources, isAnyType)),
    none('non-null claims (!)', findNodes(files, isNonNullClaim)),
    none('plain throw new Error', findNodes(sources, isPlainThrow)),
    none('empty catch', findNodes(sources, isEmptyCatch)),
    none('export *', findNodes(sources, isExportStar)),
    none(
      'runtime import cycles',
      findRuntimeCycles(sources).map((group) => group.join(' ↔ ')),
    ),
    none(`functions over ${LONGEST_FUNCTION} lines`, findLongFunctions(sources, LONGEST_FUNCTION)),
    atMost('lines of a file, p90', p90, LONGEST_FILE_P90, listFilesOver(sources, LONGEST_FILE_P90)),
    documented(documentation),
    duplicated(duplication),
    testsAgainstSources(countAllLines(tests), countAllLines(sources)),
    atMost('HTTP clients of our API in TypeScript', ...countClients(sources)),
  ];
}

function none(name: string, places: readonly string[]): ScorecardRow {
  return { name, value: places.length, goal: '0', isMet: places.length === 0, places };
}

function atMost(name: string, value: number, most: number, places: readonly string[]): ScorecardRow {
  const isMet = value <= most;
  return { name, value, goal: `<= ${most}`, isMet, places: isMet ? [] : places };
}

function atLeast(name: string, value: number, least: number): ScorecardRow {
  return { name, value, goal: `>= ${least}`, isMet: value >= least, places: [] };
}

function documented({ total, undocumented }: Documentation): ScorecardRow {
  const percent = total === 0 ? 0 : Math.floor((1000 * (total - undocumented.length)) / total) / 10;
  return { ...atLeast('public exports documented, %', percent, 100), places: undocumented };
}

function duplicated({ percent, clones, fileCount }: Duplication): ScorecardRow {
  const row = atMost('duplicate lines, %', percent, MOST_DUPLICATION_PERCENT, clones);
  return fileCount > 0 ? row : { ...row, isMet: false, places: ['no file was looked at'] };
}

function testsAgainstSources(testLines: number, sourceLines: number): ScorecardRow {
  const row = atLeast('test lines', testLines, sourceLines);
  return { ...row, goal: `>= ${sourceLines} source lines` };
}

function countClients(sources: readonly SourceFile[]): [value: number, most: number, places: readonly string[]] {
  const clients = findHttpClients(sources);
  return [clients.length, 1, clients];
}

function listFilesOver(files: readonly SourceFile[], limit: number): string[] {
  return files.filter((file) => file.lineCount > limit).map((file) => `${file.path}: ${file.lineCount} lines`);
}
