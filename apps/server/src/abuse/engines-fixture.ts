import { openSqliteStorage, type Storage, type StorageLogger } from '@memory-api/storage';
import { describe } from 'vitest';

/** A storage engine that every abuse case runs on. */
export interface TestEngine {
  readonly name: Storage['engine'];
  /** Opens an empty database; `dataDir` is an empty directory of the caller's. */
  open(dataDir: string, logger: StorageLogger): Promise<Storage>;
}

const ENGINES: readonly TestEngine[] = [
  { name: 'sqlite', open: (dataDir, logger) => openSqliteStorage({ dataDir, exclusive: true, logger }) },
];

/** Runs a group of abuse cases on each engine. */
export function describeOnEveryEngine(title: string, group: (engine: TestEngine) => void): void {
  for (const engine of ENGINES) describe(`${title} (${engine.name})`, () => group(engine));
}
