import type { MemorySlots } from './memory-slots.js';
import { parseQuestionDate } from './question-date.js';
import type { QuestionDate } from './question-date.js';
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
  /** Terms by which it names who speaks or whom facts are about, as far as the store knows them. */
  readonly subjects: ReadonlySet<string>;
  readonly asksForName: boolean;
  readonly date: QuestionDate | undefined;
  readonly vector: Int8Array;
  readonly vectorNorm: number;
}

/** Terms that are looked for: one bit each. Of a longer question the rarest are taken. */
export const MAX_QUESTION_TERMS = 32;

// Facts about a user begin with it by custom, so even the first one in a store isn't found by it.
const GENERIC_SUBJECT = 'user';

const NAME_QUESTION = new Set(['who', 'whom', 'whose', 'where', 'which', 'name', 'called', 'title']);

/** What {@link toQuestion} reads from. */
export interface QuestionReading {
  readonly text: string;
  readonly vector: Int8Array;
  readonly memories: MemorySlots;
}

/** Reads a question: its terms with their rarity here, whom it names, what kind of answer it wants. */
export function toQuestion({ text, vector, memories }: QuestionReading): Question {
  const words = readWords(text);
  const distinct = [...new Map(words.map((read) => [read.term, read])).values()].filter(({ term }) => term !== '');
  const subjects = new Set(distinct.map(({ term }) => term).filter((term) => isSubject(term, memories)));
  const content = distinct.filter(({ term }) => !subjects.has(term) && !isGeneric(term, memories));
  // A question that is nothing but a name looks for the name.
  const sought = content.length > 0 ? content : distinct;
  return {
    terms: rarest(sought.map((read) => toTerm(read, memories))),
    subjects,
    asksForName: words.some(({ word }) => NAME_QUESTION.has(word)),
    date: parseQuestionDate(text),
    vector,
    vectorNorm: Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)),
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
