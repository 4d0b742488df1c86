import { readFileSync } from 'node:fs';
import { invariant } from '@memory-api/contract';
import { asRecord } from '../harness/json.js';

/** `dev` may be tuned on; `held-out` is only ever measured. */
export type Split = 'dev' | 'held-out';

/** A question and the one memory of the store that answers it, without a content word in common. */
export interface Paraphrase {
  readonly id: string;
  readonly split: Split;
  readonly topic: string;
  readonly question: string;
  readonly memory: string;
  /** Its own memory and others of the store that answer it, too. */
  readonly rightIds: readonly string[];
}

/** A fact at the time when it was said, RFC 3339. */
export interface DatedFact {
  readonly text: string;
  readonly occurredAt: string;
}

/** A fact and a later one that replaces it; facts of one person make up a store. */
export interface Change {
  readonly id: string;
  readonly split: Split;
  readonly person: string;
  readonly kind: string;
  readonly older: DatedFact;
  readonly newer: DatedFact;
  /** The "now" of both questions. */
  readonly referenceTime: string;
  /** In the present tense: the newer fact answers it. */
  readonly question: string;
  /** Names the earlier time: the older fact answers it. */
  readonly datedQuestion: string;
}

/** How a question relates to the store that doesn't answer it. */
export type UnanswerableKind = 'near' | 'far' | 'adversarial';

/** A question that no memory among the paraphrases answers. */
export interface Unanswerable {
  readonly id: string;
  readonly split: Split;
  readonly kind: UnanswerableKind;
  readonly question: string;
  /** Of an adversarial one, the memory that it is near to in words. */
  readonly nearId: string | null;
}

/** A fact that is hidden in a long memory, and the question for it. */
export interface LongFact {
  readonly id: string;
  readonly split: Split;
  readonly fact: string;
  readonly question: string;
}

/** Sentences with gaps, by kind of text, and what the gaps are filled with. */
export interface ProseTemplates {
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly genres: readonly { readonly title: string; readonly sentences: readonly string[] }[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the pairs of question and memory. */
export function readParaphrases(): Paraphrase[] {
  return readJsonLines('paraphrases.jsonl').map((line) => ({
    id: textOf(line, 'id'),
    split: splitOf(line),
    topic: textOf(line, 'topic'),
    question: textOf(line, 'question'),
    memory: textOf(line, 'memory'),
    rightIds: [textOf(line, 'id'), ...(Array.isArray(line['also']) ? line['also'].map(String) : [])],
  }));
}

/** Reads the pairs of facts. */
export function readChanges(): Change[] {
  return readJsonLines('changes.jsonl').map((line) => ({
    id: textOf(line, 'id'),
    split: splitOf(line),
    person: textOf(line, 'person'),
    kind: textOf(line, 'kind'),
    older: toDatedFact(asRecord(line['older'])),
    newer: toDatedFact(asRecord(line['newer'])),
    referenceTime: textOf(line, 'reference_time'),
    question: textOf(line, 'question'),
    datedQuestion: textOf(line, 'dated_question'),
  }));
}

/** Reads the questions about what was never stored. */
export function readUnanswerable(): Unanswerable[] {
  return readJsonLines('unanswerable.jsonl').map((line) => {
    const kind = textOf(line, 'kind');
    invariant(kind === 'near' || kind === 'far' || kind === 'adversarial', `there is no kind ${kind}`);
    const nearId = line['near'] === undefined ? null : textOf(line, 'near');
    return { id: textOf(line, 'id'), split: splitOf(line), kind, question: textOf(line, 'question'), nearId };
  });
}

/** Reads the facts that long memories hide. */
export function readLongFacts(): LongFact[] {
  return readJsonLines('long-facts.jsonl').map((line) => ({
    id: textOf(line, 'id'),
    split: splitOf(line),
    fact: textOf(line, 'fact'),
    question: textOf(line, 'question'),
  }));
}

/** Reads what long memories are made of. */
export function readProseTemplates(): ProseTemplates {
  return JSON.parse(readText('long-prose.json')) as ProseTemplates;
}

function toDatedFact(value: JsonObject): DatedFact {
  return { text: textOf(value, 'text'), occurredAt: textOf(value, 'occurred_at') };
}

function readJsonLines(name: string): JsonObject[] {
  const lines = readText(name).trim().split('\n');
  return lines.map((line) => asRecord(JSON.parse(line)));
}

/** The data is no code: it stays in `src` when the code is built. */
function readText(name: string): string {
  return readFileSync(new URL(`../../src/everyday/${name}`, import.meta.url), 'utf8');
}

function textOf(line: JsonObject, name: string): string {
  const value = line[name];
  invariant(typeof value === 'string' && value.trim() === value && value !== '', `${name} is missing in a line`);
  return value;
}

function splitOf(line: JsonObject): Split {
  const split = textOf(line, 'split');
  invariant(split === 'dev' || split === 'held-out', `there is no split ${split}`);
  return split;
}
