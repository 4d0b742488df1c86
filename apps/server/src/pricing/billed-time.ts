import type { Storage, Transaction } from '@memory-api/storage';
import type { Interval } from '../plans/billing-period.js';

/** When billing was turned on or off, epoch milliseconds. */
export interface BillingTurn {
  readonly state: 'on' | 'off';
  readonly atMs: number;
}

// Each turn as `on:1770000000000`, oldest first. There is none where billing was never on.
const SETTING = 'billing_turns';

/** Reads every turn, oldest first; within a transaction, nobody else adds one until it ends. */
export async function readBillingTurns(
  { settings }: Pick<Storage, 'settings'>,
  tx?: Transaction,
): Promise<readonly BillingTurn[]> {
  if (tx !== undefined) await settings.lock(tx, SETTING);
  const value = (await settings.get(SETTING, tx === undefined ? {} : { tx })) ?? '';
  return value
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ state: word.startsWith('on:') ? 'on' : 'off', atMs: Number(word.slice(word.indexOf(':') + 1)) }));
}

/** Adds a turn to those that were read in the same transaction. */
export async function addBillingTurn(
  { settings }: Pick<Storage, 'settings'>,
  tx: Transaction,
  turns: readonly BillingTurn[],
): Promise<void> {
  await settings.set(tx, SETTING, turns.map(({ state, atMs }) => `${state}:${atMs}`).join(' '));
}

/** When organizations are billed, half-open; what is on has no end. A server that recorded no turn bills all the time. */
export function toBilledTime(turns: readonly BillingTurn[]): readonly Interval[] {
  if (turns.length === 0) return [{ fromMs: -Infinity, toMs: Infinity }];
  return turns.flatMap(({ state, atMs }, at) =>
    state === 'on' ? [{ fromMs: atMs, toMs: turns[at + 1]?.atMs ?? Infinity }] : [],
  );
}
