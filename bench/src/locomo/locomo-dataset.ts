import { readFileSync } from 'node:fs';
import { invariant } from '@memory-api/contract';
import { asRecord, asRecords } from '../harness/json.js';
import { parseSessionDate } from './parse-session-date.js';

/** Something that is stored as one memory. */
export interface LocomoDocument {
  readonly id: string;
  readonly session: string;
  readonly text: string;
  readonly occurredAtMs: number | null;
}

/** A fact that annotators drew from turns: `evidence` names them. */
export interface LocomoObservation extends LocomoDocument {
  readonly evidence: readonly string[];
}

/** A question that the conversation answers: its evidence is distinct and exists. */
export interface LocomoQuestion {
  readonly text: string;
  readonly category: number;
  readonly evidence: readonly string[];
}

/** A long conversation of two people over many sessions. */
export interface LocomoConversation {
  readonly id: string;
  readonly turns: readonly LocomoDocument[];
  readonly observations: readonly LocomoObservation[];
  readonly questions: readonly LocomoQuestion[];
  /** Who speaks, in the order of their first turns. */
  readonly speakers: readonly string[];
  /** Questions that can't be answered as asked, such as those about what the other one did. */
  readonly unanswerable: readonly string[];
}

const ANSWERABLE_CATEGORIES = [1, 2, 3, 4];
const UNANSWERABLE_CATEGORY = 5;

/** Reads a data set from a file, as memories and questions. */
export function readLocomo(path: string): LocomoConversation[] {
  return asRecords(JSON.parse(readFileSync(path, 'utf8'))).map(toConversation);
}

/** Shapes one conversation of the file; questions without evidence that exists are dropped. */
export function toConversation(raw: Readonly<Record<string, unknown>>): LocomoConversation {
  const rawTurns = asRecords(raw['turns']);
  const dates = new Map(rawTurns.map((turn) => [turn['session'], parseSessionDate(String(turn['date']))]));
  const turns = rawTurns.map((turn) => ({
    id: String(turn['id']),
    session: String(turn['session']),
    text: toTurnText(turn),
    occurredAtMs: dates.get(turn['session']) ?? null,
  }));
  const turnIds = new Set(turns.map(({ id }) => id));
  return {
    id: String(raw['conversation_id']),
    turns,
    observations: asRecords(raw['observations']).map((observation, place) => ({
      id: `observation-${place}`,
      session: String(observation['session']),
      text: String(observation['text']),
      occurredAtMs: dates.get(observation['session']) ?? null,
      evidence: toStrings(observation['evidence']),
    })),
    questions: asRecords(raw['questions'])
      .map((question) => ({
        text: String(question['question']),
        category: Number(question['category']),
        evidence: [...new Set(toStrings(question['evidence']))].filter((id) => turnIds.has(id)),
      }))
      .filter(({ category, evidence }) => ANSWERABLE_CATEGORIES.includes(category) && evidence.length > 0),
    speakers: [...new Set(rawTurns.map(({ speaker }) => String(speaker)))],
    unanswerable: asRecords(raw['questions'])
      .filter(({ category }) => Number(category) === UNANSWERABLE_CATEGORY)
      .map(({ question }) => String(question)),
  };
}

function toTurnText(turn: Readonly<Record<string, unknown>>): string {
  const { speaker, text, image_caption: caption } = asRecord(turn);
  const said = `${String(speaker)}: ${String(text)}`;
  return typeof caption === 'string' && caption !== '' ? `${said} [shares ${caption}]` : said;
}

function toStrings(value: unknown): string[] {
  invariant(Array.isArray(value), 'evidence is a list of turn ids');
  return value.map(String);
}
