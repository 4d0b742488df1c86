import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Storage, Tenant } from '@memory-api/storage';
import { createHttpClient, type HttpClient } from '../harness/http-client.js';
import { asRecord } from '../harness/json.js';
import { createRandom, type Random } from '../harness/random.js';
import { startServer, toEnvironment, toServerFile } from '../harness/server-process.js';
import { openStore, withStore, type EngineName, type StoreLocation } from '../harness/store-location.js';
import { createLedgerBooks, type LedgerBooks, type LedgerTally } from './ledger-books.js';
import { createLedgerLane, type LedgerLane } from './ledger-lane.js';

/** What came of the kills on one engine. */
export interface KillFigures extends LedgerTally {
  readonly engine: EngineName;
  readonly kills: number;
  /** Times that `ledger:verify` found a sum other than that of its rows. */
  readonly sumsOff: number;
  /** Times that the rows of writes and the memories disagreed. */
  readonly miscounts: number;
  /** Answers that no server should give here, as `status operation`. */
  readonly unexpected: readonly string[];
}

const LANES = 8;
const KEYS = 3;
const LONGEST_LOAD_MS = 1200;
const PAGE = 1000;

/** Kills a server at random moments while callers read and write, and compares its ledger with what they know. */
export async function killUnderLoad(
  engine: EngineName,
  { kills, seed, say }: { readonly kills: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<KillFigures> {
  const random = createRandom(seed);
  const books = createLedgerBooks();
  const unexpected: string[] = [];
  const found = { sumsOff: 0, miscounts: 0 };
  await withStore(engine, async (location) => {
    const { tenant, keys } = await signUp(location);
    const lanes = Array.from({ length: LANES }, (_, at) => {
      const { id: keyId, secret } = keys[at % keys.length] ?? { id: '', secret: '' };
      const lane = createLedgerLane({ name: `lane${at}`, keyId, random, books, tally: { unexpected } });
      return { lane, secret };
    });
    const reader = createLedgerReader(tenant, books);
    await readLedger(location, (storage) => reader.skip(storage));
    for (let kill = 1; kill <= kills; kill += 1) {
      await useAndKill(location, lanes, random);
      await readLedger(location, (storage) => reader.compare(storage));
      if (!(await areSumsRight(location))) found.sumsOff += 1;
      if (reader.isMiscounted()) found.miscounts += 1;
      const { counted, missing, unanswered, underWay } = books.tally;
      say(`${engine}, kill ${kill} of ${kills}: ${counted} counted, ${missing} missing, ${unanswered} of ${underWay}`);
    }
  });
  return { engine, kills, ...books.tally, ...found, unexpected };
}

interface Keys {
  readonly tenant: Tenant;
  readonly keys: readonly { readonly id: string; readonly secret: string }[];
}

/** An organization of the lanes' own: what else is asked for between the kills has rows elsewhere. */
async function signUp(location: StoreLocation): Promise<Keys> {
  const server = await startServer({ ...location, env: { SIGNUP: 'open' } });
  const owner = createHttpClient({ port: server.port, key: location.ownerKey, connections: 1 });
  const signup = { name: 'Lanes', email: 'lanes@example.com' };
  const made = asRecord(await owner.sendOk({ method: 'POST', path: '/v1/signup', body: signup }));
  const client = createHttpClient({ port: server.port, key: String(made['key']), connections: 1 });
  const account = asRecord(await client.sendOk({ method: 'GET', path: '/v1/account' }));
  const keys = [];
  for (let n = 0; n < KEYS; n += 1) {
    const body = { name: `lane ${n}`, scopes: ['read', 'write', 'delete'] };
    const key = asRecord(await client.sendOk({ method: 'POST', path: '/v1/account/api-keys', body }));
    keys.push({ id: String(key['id']), secret: String(key['key']) });
  }
  for (const one of [owner, client]) one.close();
  await server.stop();
  return { tenant: { orgId: String(account['org_id']), environment: 'live' }, keys };
}

async function useAndKill(
  location: StoreLocation,
  lanes: readonly { readonly lane: LedgerLane; readonly secret: string }[],
  random: Random,
): Promise<void> {
  const server = await startServer(location);
  const clients: HttpClient[] = [];
  const connect = (key: string): HttpClient => {
    const client = createHttpClient({ port: server.port, key, connections: 1 });
    clients.push(client);
    return client;
  };
  // A fresh server loads its model first; little would be under way at an early kill.
  await connect(location.ownerKey).sendOk({
    method: 'POST',
    path: '/v1/query',
    body: { context: 'Who has a violin?' },
  });
  const using = Promise.all(lanes.map(({ lane, secret }) => lane.useUntilGone(connect(secret))));
  await sleep(20 + random.below(LONGEST_LOAD_MS));
  await server.kill();
  await using;
  for (const client of clients) client.close();
}

async function readLedger(location: StoreLocation, read: (storage: Storage) => Promise<void>): Promise<void> {
  const storage = await openStore(location, { exclusive: false });
  try {
    await read(storage);
  } finally {
    await storage.close();
  }
}

/** Reads each row once, and keeps the count of memories that the rows of writes come to. */
function createLedgerReader(tenant: Tenant, books: LedgerBooks) {
  let afterId = '';
  let created = 0;
  let stored = 0;

  async function readNew(storage: Storage) {
    const rows = [];
    for (;;) {
      const page = await storage.ledger.list(tenant, { afterId, limit: PAGE });
      rows.push(...page);
      afterId = page.at(-1)?.requestId ?? afterId;
      if (page.length < PAGE) return rows;
    }
  }

  return {
    /** Passes over what is there. */
    skip: async (storage: Storage): Promise<void> => void (await readNew(storage)),
    async compare(storage: Storage): Promise<void> {
      const rows = await readNew(storage);
      books.compare(rows);
      created += rows.filter(({ operation, status }) => operation === 'createMemory' && status === 201).length;
      created -= rows.filter(({ operation, status }) => operation === 'deleteMemory' && status === 200).length;
      stored = await storage.memories.count(tenant, null, {}, Date.now());
    },
    isMiscounted: (): boolean => created !== stored,
  };
}

/** Runs `ledger:verify` as an operator would. */
async function areSumsRight(location: StoreLocation): Promise<boolean> {
  const env = { ...process.env, ...toEnvironment(location, 0) };
  return promisify(execFile)(process.execPath, [toServerFile('commands/ledger-verify.js')], { env }).then(
    () => true,
    (error: unknown) => {
      console.error(error);
      return false;
    },
  );
}
