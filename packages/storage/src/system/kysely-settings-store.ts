import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { SettingsStore } from './settings-store.js';

/** Keeps settings over Kysely. */
export function createSettingsStore(engine: Engine): SettingsStore {
  return {
    async get(name, options) {
      const query = readerOf(engine, 'housekeeping', options).selectFrom('settings').select('value');
      const row = await query.where('name', '=', name).executeTakeFirst();
      return row?.value ?? null;
    },
    async set(tx, name, value) {
      await connectionOf(tx, 'housekeeping')
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    lock: (tx, name) => engine.locks.named(connectionOf(tx, 'housekeeping'), name),
  };
}
