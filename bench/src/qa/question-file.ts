import { readFileSync } from 'node:fs';
import { messageOf } from '@memory-api/contract';
import { EvalInputError } from './eval-input-error.js';

/** A user's own question, and the memories that answer it. */
export interface OwnQuestion {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly question: string;
  /** Distinct ids or whole texts of memories; at least one. */
  readonly expected: readonly string[];
  readonly namespace: string | null;
  readonly metadataFilter: Readonly<Record<string, unknown>> | null;
  /** RFC 3339: the "now" of the question. */
  readonly referenceTime: string | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

const FIELDS = ['question', 'expected', 'namespace', 'metadata_filter', 'reference_time'];

/**
 * Reads a file of questions, one JSON object a line; empty lines are skipped.
 *
 * @throws {@link EvalInputError} where the file can't be read, or with the number of the first line that is wrong
 */
export function readQuestionFile(path: string): OwnQuestion[] {
  return parseQuestions(readText(path));
}

/** Parses the text of a question file; see {@link readQuestionFile}. */
export function parseQuestions(text: string): OwnQuestion[] {
  const questions = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((content, place) => ({ content: content.trim(), line: place + 1 }))
    .filter(({ content }) => content !== '')
    .map(({ content, line }) => parseQuestion(content, line));
  if (questions.length === 0) throw new EvalInputError('the file holds no questions');
  return questions;
}

function parseQuestion(content: string, line: number): OwnQuestion {
  const fail = (fault: string): never => {
    throw new EvalInputError(`line ${line}: ${fault}`);
  };
  const value = parseJson(content);
  if (!isObject(value)) return fail('not a JSON object');
  const unknown = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return fail(`unknown field "${unknown}"; there are ${FIELDS.join(', ')}`);
  const { question, expected, namespace = null, metadata_filter: metadataFilter = null } = value;
  const { reference_time: referenceTime = null } = value;
  if (!isText(question)) return fail('"question" must be a text that is not empty');
  if (!isTextList(expected)) return fail('"expected" must be a list of memory ids or texts, at least one');
  if (namespace !== null && !isText(namespace)) return fail('"namespace" must be a text that is not empty');
  if (metadataFilter !== null && !isObject(metadataFilter)) return fail('"metadata_filter" must be an object');
  if (referenceTime !== null && !isText(referenceTime)) return fail('"reference_time" must be an RFC 3339 date-time');
  const distinct = [...new Set(expected.map((one) => one.trim()))];
  return { line, question, expected: distinct, namespace, metadataFilter, referenceTime };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new EvalInputError(`${path} can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** What isn't JSON is no object either, and is told as such. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}
