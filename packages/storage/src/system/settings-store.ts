import type { ReadOptions, Transaction } from '../transaction.js';

/** Facts about the installation by name (its id, the model of its vectors). */
export interface SettingsStore {
  get(name: string, options?: ReadOptions): Promise<string | null>;
  set(tx: Transaction, name: string, value: string): Promise<void>;
}
