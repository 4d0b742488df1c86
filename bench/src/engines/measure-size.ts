import { createApiKey } from '@memory-api/contract';
import { withDatabase } from '../harness/postgres-cluster.js';
import type { PostgresServer } from '../harness/postgres-cluster.js';
import { toRecallSource } from '../harness/store-location.js';
import type { StoreLocation } from '../harness/store-location.js';
import { withDataDir } from '../harness/temp-dir.js';
import { fillStore } from '../synthetic/fill-store.js';
import { measureColdLoad } from './cold-load.js';
import { toComparison } from './compare-rounds.js';
import type { Comparison } from './compare-rounds.js';
import { readPostgresBytes, readSqliteBytes } from './disk-bytes.js';
import type { PostgresBytes } from './disk-bytes.js';
import { NAMESPACE, startSubject } from './engine-subject.js';
import type { EngineStore } from './engine-subject.js';
import { timeChecks } from './freshness-check.js';
import type { CheckFigures } from './freshness-check.js';
import { compareAnswers } from './same-answers.js';
import type { SameAnswers } from './same-answers.js';
import { QUESTIONS, timeRequests } from './time-requests.js';
import { measureTwoNodes } from './two-nodes.js';
import type { TwoNodes } from './two-nodes.js';

/** Both engines with the same memories. */
export interface SizeFigures {
  readonly memories: number;
  readonly requests: Readonly<Record<string, Comparison>>;
  readonly bytesAMemory: Comparison;
  readonly postgresBytes: PostgresBytes;
  readonly sameAnswers: SameAnswers;
  /** By source: `sqlite`, `postgres`, and `pgBouncer` unless the server wants a password. */
  readonly checks: Readonly<Record<string, CheckFigures>>;
  readonly twoNodes: TwoNodes | null;
}

/** What a size is measured with. */
export interface SizeOptions {
  readonly server: PostgresServer;
  readonly memories: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
  readonly withTwoNodes: boolean;
  readonly say: (line: string) => void;
}

interface Stores {
  readonly sqlite: EngineStore;
  readonly postgres: EngineStore;
}

/** Fills both engines with the same memories and measures one beside the other. */
export async function measureSize(options: SizeOptions): Promise<SizeFigures> {
  return withDataDir((dataDir) =>
    withDatabase(options.server.url, async (databaseUrl) => {
      const location = { dataDir, ownerKey: createApiKey('live') };
      const sqlite = await fill(location, options);
      const postgres = await fill({ ...location, databaseUrl }, options);
      const bytes = await measureBytes(sqlite.location, databaseUrl, options.memories);
      const cold = await measureColdLoad({ sqlite, postgres }, options);
      const warm = await measureWarm({ sqlite, postgres }, options, databaseUrl);
      return { memories: options.memories, ...bytes, ...warm, requests: { ...warm.requests, ...cold } };
    }),
  );
}

async function fill(location: StoreLocation, { memories, seed, say }: SizeOptions): Promise<EngineStore> {
  const filled = await fillStore({ ...location, namespace: NAMESPACE, count: memories, seed, say });
  return { ...filled, location };
}

async function measureBytes(location: StoreLocation, databaseUrl: string, memories: number) {
  const postgresBytes = await readPostgresBytes(databaseUrl);
  const bytesAMemory = toComparison(readSqliteBytes(location) / memories, postgresBytes.total / memories);
  return { postgresBytes, bytesAMemory };
}

async function measureWarm(stores: Stores, options: SizeOptions, databaseUrl: string) {
  const sqlite = await startSubject(stores.sqlite);
  const postgres = await startSubject(stores.postgres);
  const subjects = { sqlite, postgres };
  try {
    const requests = await timeRequests(subjects, options);
    options.say('comparing answers …');
    const questions = sqlite.memories.slice(0, QUESTIONS).map(({ question }) => question);
    const sameAnswers = await compareAnswers(subjects, questions);
    const checks = await measureChecks(stores, options, databaseUrl);
    const twoNodes = options.withTwoNodes ? await measureTwoNodes(postgres, options) : null;
    return { requests, sameAnswers, checks, twoNodes };
  } finally {
    await sqlite.stop();
    await postgres.stop();
  }
}

async function measureChecks({ sqlite, postgres }: Stores, { server, rounds, say }: SizeOptions, databaseUrl: string) {
  say('checks of freshness …');
  const toSource = ({ orgId, location }: EngineStore) => ({ orgId, location: toRecallSource(location) });
  const bouncerUrl = await server.startPgBouncer(databaseUrl);
  const throughBouncer = { ...postgres, location: { ...postgres.location, databaseUrl: bouncerUrl } };
  return timeChecks(
    {
      sqlite: toSource(sqlite),
      postgres: toSource(postgres),
      ...(bouncerUrl !== null && { pgBouncer: toSource(throughBouncer) }),
    },
    rounds,
  );
}
