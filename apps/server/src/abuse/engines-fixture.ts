import { readTestServers } from '@memory-api/storage/conformance';
import type { Storage } from '@memory-api/storage';
import { describe } from 'vitest';
import { openPostgresTestStore, openSqliteTestStore, type OpenTestStore } from '../testing/open-test-store.js';

/** A storage engine that every abuse case runs on. */
export interface TestEngine {
  readonly name: Storage['engine'];
  readonly open: OpenTestStore;
}

const ENGINES: readonly TestEngine[] = [
  { name: 'sqlite', open: openSqliteTestStore },
  { name: 'postgres', open: openPostgresTestStore },
];

/** Runs a group of abuse cases on each engine; on PostgreSQL where `npm run pg:start` has started one. */
export function describeOnEveryEngine(title: string, group: (engine: TestEngine) => void): void {
  for (const engine of ENGINES) {
    const isMissing = engine.name === 'postgres' && readTestServers() === null;
    describe.skipIf(isMissing)(`${title} (${engine.name})`, () => group(engine));
  }
}
