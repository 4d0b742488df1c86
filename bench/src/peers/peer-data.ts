import { readEverydayStores } from '../everyday/everyday-stores.js';
import { toChangeIds } from '../everyday/ask-everyday.js';
import type { EverydayStores } from '../everyday/everyday-stores.js';
import { createRandom } from '../harness/random.js';
import { readLocomo } from '../locomo/locomo-dataset.js';
import type { LocomoConversation, LocomoDocument } from '../locomo/locomo-dataset.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import type { AskedText, StoredText } from './peer-port.js';

/** A question whose answer is known. */
export interface PeerQuestion extends AskedText {
  /** What it counts for, the first being all questions of its kind. */
  readonly groups: readonly [string, ...string[]];
  readonly rightIds: readonly string[];
  /** True where each of the right ones answers alone; otherwise the share of them that was found counts. */
  readonly isOneEnough: boolean;
}

/** Memories of one namespace, and the questions about them. */
export interface PeerStore {
  readonly namespace: string;
  readonly memories: readonly StoredText[];
  readonly questions: readonly PeerQuestion[];
}

/** What questions of LoCoMo count for, all of them together. */
export const EVIDENCE_GROUP = 'evidence turns';

/** Reads a data set in the form that `eval -- locomo` takes: a namespace a conversation, a memory a turn. */
export function readLocomoStores(path: string): PeerStore[] {
  return readLocomo(path).map(toLocomoStore);
}

/** A conversation as a store: its questions count as a whole and for their category. */
export function toLocomoStore({
  id,
  turns,
  questions,
}: Pick<LocomoConversation, 'id' | 'turns' | 'questions'>): PeerStore {
  return {
    namespace: id,
    memories: turns.map(toStoredText),
    questions: questions.map(({ text, category, evidence }) => ({
      text,
      groups: [EVIDENCE_GROUP, `category ${category}`],
      rightIds: evidence,
      isOneEnough: false,
    })),
  };
}

/** Reads the project's own sets, all of their memories and the questions of the half that nothing was tuned on. */
export function readEverydayPeerStores(): PeerStore[] {
  return toEverydayPeerStores(readEverydayStores(1));
}

/** The sets as stores; long memories are left out: packages that leave cutting to their users would have none of it. */
export function toEverydayPeerStores({ paraphrases, changes }: EverydayStores): PeerStore[] {
  const persons = [...new Set(changes.map(({ person }) => person))];
  return [
    {
      namespace: 'paraphrases',
      memories: paraphrases.map(({ id, memory }) => ({ id, text: memory })),
      questions: paraphrases
        .filter(isHeldOut)
        .map(({ question, rightIds }) => ({ text: question, groups: ['paraphrases'], rightIds, isOneEnough: true })),
    },
    ...persons.map((person) =>
      toChangesStore(
        person,
        changes.filter((change) => change.person === person),
      ),
    ),
  ];
}

/** Invented memories in one namespace, each with its question: for speed among many. */
export function createSyntheticStore(count: number, seed: number): PeerStore {
  const random = createRandom(seed);
  const made = Array.from({ length: count }, (_, place) => ({
    id: `synthetic-${place}`,
    ...createSyntheticMemory(random),
  }));
  return {
    namespace: 'synthetic',
    memories: made.map(({ id, text }) => ({ id, text })),
    questions: made.map(({ id, question }) => ({
      text: question,
      groups: ['synthetic'],
      rightIds: [id],
      isOneEnough: true,
    })),
  };
}

function toChangesStore(person: string, changes: EverydayStores['changes']): PeerStore {
  const facts = changes.flatMap(({ id, older, newer }) => {
    const { olderId, newerId } = toChangeIds(id);
    return [
      { id: olderId, ...older },
      { id: newerId, ...newer },
    ];
  });
  return {
    namespace: `changes-${person.toLowerCase()}`,
    memories: facts.sort((left, right) => Number(left.occurredAt > right.occurredAt) * 2 - 1),
    questions: changes.filter(isHeldOut).flatMap((change): PeerQuestion[] => {
      const { id, question, datedQuestion, referenceTime } = change;
      const { olderId, newerId } = toChangeIds(id);
      const common = { referenceTime, isOneEnough: true };
      return [
        { text: question, groups: ['changed facts, now'], rightIds: [newerId], ...common },
        { text: datedQuestion, groups: ['changed facts, then'], rightIds: [olderId], ...common },
      ];
    }),
  };
}

function toStoredText({ id, text, session, occurredAtMs }: LocomoDocument): StoredText {
  return { id, text, session, ...(occurredAtMs !== null && { occurredAt: new Date(occurredAtMs).toISOString() }) };
}

function isHeldOut({ split }: { readonly split: string }): boolean {
  return split === 'held-out';
}
