import type { Random } from '../harness/random.js';

/** Shares of memories that filters are measured at. */
export const FILTER_SHARES = [0.0001, 0.01, 0.3, 0.99] as const;

/** One of {@link FILTER_SHARES}. */
export type FilterShare = (typeof FILTER_SHARES)[number];

/** Name of the user, tag, field or word that a share of the memories has. */
export function nameOf(share: FilterShare): string {
  return `p${share * 10_000}`;
}

const FIRST_AT_MS = Date.UTC(2025, 0, 1);
const YEAR_MS = 365 * 86_400_000;
const CHANNELS = ['email', 'chat', 'call', 'import', 'api'] as const;

/** The moment before which a share of the memories was created. */
export function momentOf(share: FilterShare): string {
  return new Date(FIRST_AT_MS + share * YEAR_MS).toISOString();
}

/**
 * Invents metadata as callers keep them, about 400 bytes: who and where from, with a message id that is another each
 * time; what kind and how sure; when; tags. Each can be filtered for 0.01 %, 1 %, 30 % and 99 % of the memories.
 */
export function createSyntheticMetadata(random: Random): Record<string, unknown> {
  const has = (share: FilterShare): boolean => random.next() < share;
  const named = FILTER_SHARES.filter(has).map(nameOf);
  const message = `msg_${random
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0')}${random.below(2 ** 32).toString(16)}`;
  return {
    user: { id: `user-${random.below(10_000)}`, plan: has(0.3) ? 'paid' : 'free' },
    project: `project-${random.below(100)}`,
    category: has(0.3) ? 'preference' : random.pick(['fact', 'event', 'task', 'note']),
    status: has(0.99) ? 'active' : 'archived',
    source: { channel: random.pick(CHANNELS), message },
    confidence: random.next(),
    importance: 1 + random.below(5),
    created: new Date(FIRST_AT_MS + random.next() * YEAR_MS).toISOString(),
    title: `About ${named.map((name) => `${name}-word`).join(' and ')} on ${message.slice(4, 8)}`,
    tags: [...named.map((name) => `tag-${name}`), `topic-${random.below(40)}`],
    flags: Object.fromEntries(named.map((name) => [name, true])),
  };
}
