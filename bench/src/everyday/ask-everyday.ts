import { EVERYTHING_NEAR, queryService } from '../harness/query-service.js';
import type { FoundMemory, QuestionToAsk, Sender } from '../harness/query-service.js';
import { placeOfFirst } from '../qa/ranking-measures.js';
import type { Change, Paraphrase, Split, Unanswerable, UnanswerableKind } from './everyday-sets.js';
import type { FactPlace, LongStore } from './long-memories.js';

/** What came back for a question that one memory answers. */
export interface AnswerableOutcome {
  readonly split: Split;
  readonly question: string;
  /** From 1, of the right memory among the best hundred; null where it isn't among them. */
  readonly place: number | null;
  /** Whether the right memory came back with the service's own threshold and number. */
  readonly isReturned: boolean;
  /** The text that stood first. */
  readonly best: string | null;
  /** Memories that came back so. */
  readonly returned: number;
}

/** What came back for the question for a fact in a long memory. */
export interface LongOutcome extends AnswerableOutcome {
  readonly factPlace: FactPlace;
}

/** What came back for the two questions about a fact that changed. */
export interface ChangeOutcome {
  readonly split: Split;
  readonly present: PairOutcome;
  readonly dated: PairOutcome;
}

/** Places of a pair of facts for one question. */
export interface PairOutcome {
  readonly question: string;
  /** Of the fact that answers. */
  readonly rightPlace: number | null;
  /** Of the one that doesn't. */
  readonly wrongPlace: number | null;
}

/** What came back for a question that nothing answers. */
export interface UnanswerableOutcome {
  readonly split: Split;
  readonly kind: UnanswerableKind;
  readonly question: string;
  readonly returned: number;
  /** Of the best memory, whatever came back; 0 where there is none. */
  readonly bestScore: number;
  /** The text of the best memory. */
  readonly best: string | null;
}

/** Asks the questions of the sets; `latenciesMs` keeps how long those with the service's own defaults took. */
export interface EverydayAsker {
  readonly latenciesMs: readonly number[];
  askParaphrase(paraphrase: Paraphrase): Promise<AnswerableOutcome>;
  askChange(change: Change): Promise<ChangeOutcome>;
  askLong(store: LongStore, split: Split | 'all'): Promise<LongOutcome[]>;
  askUnanswerable(unanswerable: Unanswerable): Promise<UnanswerableOutcome>;
}

/** The namespace of the paraphrases, which the unanswerable questions are asked of, too. */
export const PARAPHRASES_NAMESPACE = 'everyday/paraphrases';

/** The namespace of one person whose facts change. */
export function toChangesNamespace(person: string): string {
  return `everyday/changes-${person}`;
}

/** Makes an asker that asks one question at a time. */
export function createEverydayAsker(client: Sender): EverydayAsker {
  const latenciesMs: number[] = [];
  const rank = async (question: QuestionToAsk): Promise<readonly FoundMemory[]> =>
    (await queryService(client, { ...question, ...EVERYTHING_NEAR })).found;
  const askAsUser = async (question: QuestionToAsk): Promise<readonly FoundMemory[]> => {
    const { found, durationMs } = await queryService(client, question);
    latenciesMs.push(durationMs);
    return found;
  };
  const askAnswerable = async (question: QuestionToAsk, rightIds: readonly string[]) => {
    const ranking = await rank(question);
    const place = placeOfFirst(toIds(ranking), rightIds);
    const returned = toIds(await askAsUser(question));
    const isReturned = placeOfFirst(returned, rightIds) !== null;
    const best = toExcerpt(ranking[0]);
    return { question: question.text, place, isReturned, best, returned: returned.length };
  };
  const askPair = async (question: QuestionToAsk, rightId: string, wrongId: string): Promise<PairOutcome> => {
    const ranking = toIds(await rank(question));
    const [rightPlace, wrongPlace] = [placeOfFirst(ranking, [rightId]), placeOfFirst(ranking, [wrongId])];
    return { question: question.text, rightPlace, wrongPlace };
  };
  return {
    latenciesMs,
    askParaphrase: async ({ split, question, rightIds }) => ({
      split,
      ...(await askAnswerable({ text: question, namespace: PARAPHRASES_NAMESPACE }, rightIds)),
    }),
    askChange: async ({ id, split, person, question, datedQuestion, referenceTime }) => {
      const about = { namespace: toChangesNamespace(person), referenceTime };
      const { olderId, newerId } = toChangeIds(id);
      const present = await askPair({ text: question, ...about }, newerId, olderId);
      const dated = await askPair({ text: datedQuestion, ...about }, olderId, newerId);
      return { split, present, dated };
    },
    askLong: async ({ namespace, cases }, split) => {
      const outcomes: LongOutcome[] = [];
      for (const one of cases.filter((each) => split === 'all' || each.split === split)) {
        const outcome = await askAnswerable({ text: one.question, namespace }, [one.memoryId]);
        outcomes.push({ split: one.split, factPlace: one.place, ...outcome });
      }
      return outcomes;
    },
    askUnanswerable: async ({ split, kind, question }) => {
      const about = { text: question, namespace: PARAPHRASES_NAMESPACE };
      const [best] = await rank(about);
      const returned = await askAsUser(about);
      return { split, kind, question, returned: returned.length, bestScore: best?.score ?? 0, best: toExcerpt(best) };
    },
  };
}

/** Under which ids the two facts of a change are stored. */
export function toChangeIds(id: string): { readonly olderId: string; readonly newerId: string } {
  return { olderId: `${id}-older`, newerId: `${id}-newer` };
}

/** Long memories would fill the report. */
function toExcerpt(memory: FoundMemory | undefined): string | null {
  return memory?.text.slice(0, 100) ?? null;
}

function toIds(found: readonly FoundMemory[]): string[] {
  return found.map(({ id }) => id);
}
