import type { MemorySlots } from './memory-slots.js';
import { parseQuestionTime } from './question-time.js';
import type { QuestionTime } from './question-time.js';
import { toQuestionTense } from './question-tense.js';
import type { QuestionTense } from './question-tense.js';
import { readWords } from './read-words.js';
import type { ReadWord } from './read-words.js';
import { toRarityAmongMemories } from './term-rarity.js';

/** A term that a question looks for. */
export interface QuestionTerm {
  readonly term: string;
  /** The word as the question has it, lower-case. */
  readonly word: string;
  readonly list: number | undefined;
  readonly rarity: number;
}

/** A question, read for the index it is put to. */
export interface Question {
  readonly terms: readonly QuestionTerm[];
  /** Whom it names of those who speak or whom facts are about, as far as the store knows them: their words by term. */
  readonly subjects: ReadonlyMap<string, string>;
  readonly asksForName: boolean;
  /** The time that it names, if any. */
  readonly time: QuestionTime | undefined;
  readonly tense: QuestionTense;
  /** Null where the question is ranked by words alone. */
  readonly vector: Int8Array | null;
  readonly vectorNorm: number;
}

/** Terms that are looked for: one bit each. Of a longer question the rarest are taken. */
export const MAX_QUESTION_TERMS = 32;

/** Facts about a user begin with it by custom, so even the first one in a store isn't found by it. */
export const GENERIC_SUBJECT = 'user';

const NAME_QUESTION = new Set(['who', 'whom', 'whose', 'where', 'which', 'name', 'called', 'title']);

/** What {@link toQuestion} reads from. */
export interface QuestionReading {
  readonly text: string;
  readonly vector: Int8Array | null;
  readonly memories: MemorySlots;
  /** The present of the question, for words such as "yesterday". Epoch milliseconds. */
  readonly referenceMs: number;
}

/** Reads a question: its terms with their rarity here, whom it names, what kind of answer it wants. */
export function toQuestion({ text, vector, memories, referenceMs }: QuestionReading): Question {
  const words = readWords(text);
  const time = parseQuestionTime(text, referenceMs);
  const distinct = [...new Map(words.map((read) => [read.term, read])).values()].filter(({ term }) => term !== '');
  const named = distinct.filter(({ term }) => isSubject(term, memories));
  const subjects = new Map(named.map(({ term, word }) => [term, word]));
  const content = distinct.filter(({ term }) => !subjects.has(term) && !isGeneric(term, memories));
  // A question that is nothing but a name looks for the name.
  const sought = content.length > 0 ? content : distinct;
  return {
    terms: rarest(sought.map((read) => toTerm(read, memories))),
    subjects,
    asksForName: words.some(({ word }) => NAME_QUESTION.has(word)),
    time,
    tense: toQuestionTense(words, time !== undefined),
    vector,
    vectorNorm: vector === null ? 0 : Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)),
  };
}

// Who speaks in a chat, or "User" where facts begin with it: a term that begins at least three memories and a fiftieth of
// the store, and stands first in half of those that hold it. "Meeting" in a store of notes is no subject by this.
function isSubject(term: string, memories: MemorySlots): boolean {
  return memories.beginningWith(term) >= Math.max(3, memories.size / 50) && leads(term, memories);
}

function isGeneric(term: string, memories: MemorySlots): boolean {
  return term === GENERIC_SUBJECT && memories.beginningWith(term) > 0 && leads(term, memories);
}

function leads(term: string, memories: MemorySlots): boolean {
  const list = memories.listOf(term);
  return list !== undefined && memories.beginningWith(term) * 2 >= memories.postings.holders(list);
}

function toTerm({ term, word }: ReadWord, memories: MemorySlots): QuestionTerm {
  const list = memories.listOf(term);
  const holders = list === undefined ? 0 : memories.postings.holders(list);
  return { term, word, list, rarity: toRarityAmongMemories(term, holders, memories.size) };
}

function rarest(terms: readonly QuestionTerm[]): readonly QuestionTerm[] {
  if (terms.length <= MAX_QUESTION_TERMS) return terms;
  return terms.toSorted((left, right) => right.rarity - left.rarity).slice(0, MAX_QUESTION_TERMS);
}
