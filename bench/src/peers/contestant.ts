import { askAtOnce, askInTurn } from './ask-ranker.js';
import type { Asked, Asking, Load } from './ask-ranker.js';
import type { MemoryRanker, StoredText } from './peer-port.js';

/** The service or a peer, as it is measured. */
export interface Contestant {
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  /** What was set that isn't its default. */
  readonly settings: string;
  store(namespace: string, memories: readonly StoredText[]): Promise<void>;
  /** One question after the other; none is begun after `seconds`, null for all. */
  ask(asking: Asking, seconds: number | null): Promise<Asked>;
  /** Queries a second with several questions at once. */
  load(asking: Asking, load: Load): Promise<number>;
  close(): Promise<void>;
}

/** Makes a contestant of a ranker in this process. */
export function toContestant(
  description: Pick<Contestant, 'name' | 'packageName' | 'version' | 'settings'>,
  ranker: MemoryRanker,
): Contestant {
  return {
    ...description,
    store: (namespace, memories) => ranker.store(namespace, memories),
    ask: (asking, seconds) => askInTurn(ranker, asking, seconds),
    load: (asking, load) => askAtOnce(ranker, asking, load),
    close: () => ranker.close(),
  };
}
