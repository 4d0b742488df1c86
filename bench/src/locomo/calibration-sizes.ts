import { asRecord } from '../harness/json.js';
import type { HttpClient } from '../harness/http-client.js';
import type { StoreLocation } from '../harness/store-location.js';
import { addToStore } from '../synthetic/fill-store.js';
import { askScores } from './ask-scores.js';
import type { LocomoConversation } from './locomo-dataset.js';
import { createServiceRanker, turnsOf } from './service-ranker.js';
import { toScoreFigures } from './score-figures.js';
import type { ScoreOutcomes } from './score-figures.js';

/** How far scores are from being probabilities in stores of a size. */
export interface SizedCalibration {
  readonly memories: number;
  /** Own questions that were asked, each beside a foreign one. */
  readonly questions: number;
  readonly calibrationError: number;
  readonly plainAuroc: number;
  readonly exchangedAuroc: number;
}

interface SizingOptions {
  readonly client: HttpClient;
  readonly location: StoreLocation;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const SMALL = 50;
const LARGE = 100_000;
// A question needs the store of another to be asked of.
const FEWEST_STORES = 2;
const LARGE_STORES = 2;

/**
 * Measures calibration in small and in large stores: 50 turns in a row of a conversation, and two conversations among
 * so many invented memories that each store has 100,000. The data set's own stores have some hundreds.
 */
export async function measureCalibrationSizes(
  conversations: readonly LocomoConversation[],
  options: SizingOptions,
): Promise<SizedCalibration[]> {
  const { client, say } = options;
  const ask = async (stores: readonly LocomoConversation[]): Promise<ScoreOutcomes> =>
    askScores(stores, (await createServiceRanker(client, stores)).askTurns);
  say(`asking stores of ${SMALL} memories …`);
  const small: ScoreOutcomes[] = [];
  for (const group of toGroups(conversations, SMALL)) small.push(await ask(group));
  const large = toLargeStores(conversations);
  await Promise.all([...large.entries()].map(([place, store]) => pad(store, place, options)));
  say(`asking stores of ${LARGE} memories …`);
  return [toSized(SMALL, joined(small)), toSized(LARGE, await ask(large))];
}

/**
 * Cuts conversations into stores of so many turns in a row, with the questions whose evidence lies in them; each group
 * has one store of a conversation at most.
 */
export function toGroups(conversations: readonly LocomoConversation[], size: number): LocomoConversation[][] {
  const groups: LocomoConversation[][] = [];
  for (const conversation of conversations) {
    for (let from = 0; from + size <= conversation.turns.length; from += size) {
      (groups[from / size] ??= []).push(toPart(conversation, from, size));
    }
  }
  return groups.filter(({ length }) => length >= FEWEST_STORES);
}

function toPart(conversation: LocomoConversation, from: number, size: number): LocomoConversation {
  const turns = conversation.turns.slice(from, from + size);
  const ids = new Set(turns.map(({ id }) => id));
  const questions = conversation.questions.filter(({ evidence }) => evidence.every((id) => ids.has(id)));
  return { ...conversation, id: `${conversation.id}/${from}`, turns, questions, observations: [], unanswerable: [] };
}

function toLargeStores(conversations: readonly LocomoConversation[]): LocomoConversation[] {
  return conversations
    .slice(0, LARGE_STORES)
    .map((one) => ({ ...one, id: `${one.id}/large`, observations: [], unanswerable: [] }));
}

async function pad(
  { id, turns }: LocomoConversation,
  place: number,
  { client, location, seed, say }: SizingOptions,
): Promise<void> {
  const { org_id: orgId } = asRecord(await client.sendOk({ method: 'GET', path: '/v1/account' }));
  const filling = { ...location, namespace: turnsOf(id), count: LARGE - turns.length, seed: seed + place, say };
  await addToStore({ ...filling, orgId: String(orgId) });
}

function joined(outcomes: readonly ScoreOutcomes[]): ScoreOutcomes {
  return {
    own: outcomes.flatMap(({ own }) => own),
    foreign: outcomes.flatMap(({ foreign }) => foreign),
    adversarial: outcomes.flatMap(({ adversarial }) => adversarial),
  };
}

function toSized(memories: number, outcomes: ScoreOutcomes): SizedCalibration {
  const { calibrationError, plainAuroc, exchangedAuroc } = toScoreFigures(outcomes);
  return { memories, questions: outcomes.own.length, calibrationError, plainAuroc, exchangedAuroc };
}
