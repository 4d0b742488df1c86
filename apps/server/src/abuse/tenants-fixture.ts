import type { Answer } from './answer-fixture.js';
import { MEMORIES, type World } from './world-fixture.js';

/** The key of one tenant, and a word that is in every text it stores and in no other's. */
export interface TenantKey {
  readonly key: string;
  readonly mark: string;
}

let tenantsMade = 0;

/** Three organizations, each with its live and its test world. */
export async function toTenants(world: World): Promise<TenantKey[]> {
  const tenants: TenantKey[] = [];
  for (let count = 0; count < 3; count += 1) {
    const { key } = await world.signUp();
    const sandbox = await world.makeKey(key, { environment: 'test', scopes: ['admin'] });
    for (const each of [key, sandbox.key]) tenants.push({ key: each, mark: `mark${(tenantsMade += 1)}x` });
  }
  return tenants;
}

/** Stores two memories in each tenant's world, under ids that are the same for all. */
export async function storeInEach(world: World, tenants: readonly TenantKey[]): Promise<void> {
  for (const { key, mark } of tenants) {
    await world.remember(key, { text: `${mark} a`, memory_id: 'a' });
    await world.remember(key, { text: `${mark} b`, memory_id: 'b', namespace: 'shared' });
  }
}

/** Asks each tenant's key for everything in every way there is, and tells what isn't its own. */
export async function findLeaks(world: World, tenants: readonly TenantKey[]): Promise<string[]> {
  const leaks: string[] = [];
  for (const tenant of tenants) {
    const { key, mark } = tenant;
    const listed = await readAll(world, key);
    const counted = await world.call({ url: `${MEMORIES}/count`, key });
    const texts = listed.flatMap((page) => page.items.map(({ text }) => text));
    if (counted.data.count !== texts.length) leaks.push(`${mark}: counts ${counted.data.count}, lists ${texts.length}`);
    const answers = [...listed, ...(await readEach(world, key)), ...(await queryAll(world, key))];
    for (const { text } of answers) {
      for (const other of tenants)
        if (other !== tenant && text.includes(other.mark)) leaks.push(`${mark} sees ${other.mark}`);
    }
    for (const text of texts) if (!text.startsWith(mark)) leaks.push(`${mark} lists ${text}`);
  }
  return [...new Set(leaks)];
}

async function readAll(world: World, key: string): Promise<Answer[]> {
  const pages: Answer[] = [];
  let cursor = '';
  do {
    const page = await world.call({ url: `${MEMORIES}?per_page=3${cursor}`, key });
    pages.push(page);
    const next = page.pagination.next_cursor;
    cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
  } while (cursor !== '');
  return pages;
}

async function readEach(world: World, key: string): Promise<Answer[]> {
  return Promise.all(['a', 'b', 'c', 'd'].map((id) => world.call({ url: `${MEMORIES}/${id}`, key })));
}

async function queryAll(world: World, key: string): Promise<Answer[]> {
  return Promise.all(
    ['default', 'shared'].map((namespace) =>
      world.call({
        method: 'POST',
        url: '/v1/query',
        key,
        body: { context: 'a b c d once', namespace, relevance_threshold: 0, max_memories: 100 },
      }),
    ),
  );
}
