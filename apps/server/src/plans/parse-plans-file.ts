import { Ajv, type ErrorObject } from 'ajv';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { messageOf } from '@memory-api/contract';
import { toFaults } from '../http/faults.js';
import type { Fault } from '../http/json-body.js';
import { findRuleFaults, type PlacedFault } from './find-rule-faults.js';
import { PlansFile } from './plans-schema.js';

/** What is wrong in a plans file, and where: lines count from 1. */
export interface PlansFault {
  readonly line: number;
  readonly message: string;
}

/** A plans file, or everything that is wrong with it. */
export type ParsedPlansFile =
  | { readonly ok: true; readonly file: PlansFile }
  | { readonly ok: false; readonly faults: readonly PlansFault[] };

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<PlansFile>(PlansFile);

/** Reads the text of a plans file: YAML 1.2, then its schema, then the rules that a schema can't say. */
export function parsePlansFile(text: string): ParsedPlansFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const broken = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    message,
  }));
  if (broken.length > 0) return { ok: false, faults: broken };
  const read = readValue(document);
  if (!read.ok) return { ok: false, faults: [{ line: 1, message: read.message }] };
  const { value } = read;
  const found = validate(value) ? findRuleFaults(value) : (validate.errors ?? []).map(toPlacedFault);
  if (found.length === 0 && validate(value)) return { ok: true, file: value };
  const faults = found.map(({ path, message }) => ({ line: toLine(document, lines, path), message }));
  return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
}

function readValue(
  document: Document,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } {
  try {
    return { ok: true, value: document.toJS() };
  } catch (error) {
    // An alias of what isn't there, or one that grows without end, shows only here.
    return { ok: false, message: messageOf(error) };
  }
}

function toPlacedFault(error: ErrorObject): PlacedFault {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [fault] = toFaults([error], 'file');
  const field = fault?.field ?? '';
  const message = field === '' ? 'the file must be a mapping with the field plans' : `${field} ${say(error, fault)}`;
  const extra: unknown = error.params['additionalProperty'];
  return { path: typeof extra === 'string' ? [...path, extra] : path, message };
}

function say({ keyword, params }: ErrorObject, fault: Fault | undefined): string {
  const allowed: unknown = keyword === 'enum' ? params['allowedValues'] : null;
  // What callers are told keeps the word "operator" from them; whoever writes this file may read it.
  return Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : (fault?.message ?? 'is not valid');
}

/** The line of the key that a path ends in, or of the nearest one above it. */
function toLine(document: Document, lines: LineCounter, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const name of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
    if (pair === undefined) break;
    offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    node = pair.value;
  }
  return lines.linePos(offset).line;
}
