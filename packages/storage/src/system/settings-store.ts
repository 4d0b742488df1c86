import type { ReadOptions, Transaction } from '../transaction.js';

/** Facts about the installation by name (its id, the model of its vectors). */
export interface SettingsStore {
  /** The value by that name, or null. */
  get(name: string, options?: ReadOptions): Promise<string | null>;
  /** Sets or replaces a value. */
  set(tx: Transaction, name: string, value: string): Promise<void>;
  /** Keeps other transactions from whatever they decide under the same name, until this one ends. */
  lock(tx: Transaction, name: string): Promise<void>;
}
