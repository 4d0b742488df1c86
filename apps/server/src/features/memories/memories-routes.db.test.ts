import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../abuse/answer-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createWorld, MEMORIES, type World } from '../../abuse/world-fixture.js';

const DAY_MS = 86_400_000;

describeOnEveryEngine('memories over HTTP', (engine) => {
  let world: World;
  let key: string;

  beforeAll(async () => {
    world = await createWorld(engine);
  });
  beforeEach(async () => {
    key = (await world.signUp()).key;
  });
  afterAll(() => world.close());

  const create = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    world.call({ method: 'POST', url: MEMORIES, key, body, headers });
  const get = (path: string): Promise<Answer> => world.call({ url: `${MEMORIES}${path}`, key });
  const put = (id: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    world.call({ method: 'PUT', url: `${MEMORIES}/${id}`, key, body, headers });
  const remove = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    world.call({ method: 'DELETE', url: `${MEMORIES}${path}`, key, headers });
  const faultsOf = (answer: Answer): unknown => [answer.status, answer.code, answer.error?.details?.['field']];
  const textsOf = (answer: Answer): string[] => answer.items.map(({ text }) => text);

  it('stores a memory and gives it back, as it is on the wire', async () => {
    const body = {
      text: '  Prefers the window seat ',
      metadata: { category: 'preference', nested: { list: [1, null, 'é'] } },
      memory_id: 'seat-1',
      namespace: 'user:1',
      session_id: 'chat 1',
      occurred_at: '2026-01-15T10:30:00.123456+02:00',
      expires_in_days: 3,
    };
    const created = await create(body);
    expect(created.status).toBe(201);
    expect(created.data).toEqual({
      id: 'seat-1',
      text: 'Prefers the window seat',
      metadata: body.metadata,
      namespace: 'user:1',
      session_id: 'chat 1',
      occurred_at: '2026-01-15T08:30:00.123Z',
      expires_at: new Date(world.clock.nowMs + 3 * DAY_MS).toISOString(),
      version: 1,
      created_at: new Date(world.clock.nowMs).toISOString(),
      updated_at: new Date(world.clock.nowMs).toISOString(),
    });
    expect([created.headers['etag'], created.headers['location']]).toEqual(['"1"', '/v1/memories/seat-1']);
    const read = await get('/seat-1');
    expect([read.status, read.headers['etag'], read.data]).toEqual([200, '"1"', created.data]);
  });

  it('needs nothing but a text', async () => {
    const { data } = await create({ text: 'plain' });
    expect(data).toMatchObject({ namespace: 'default', metadata: {}, session_id: null, expires_at: null, version: 1 });
    expect(data.id).toMatch(/^mem_[0-9a-z]{26}$/i);
  });

  it('counts what was used', async () => {
    const answer = await create({ text: 'one two three' });
    expect(JSON.parse(answer.text)).toMatchObject({
      meta: { usage: { tokens_processed: 3, memories_accessed: 1, model_calls: 1 } },
    });
  });

  it.each([
    ['text', {}],
    ['text', { text: ' \n ' }],
    ['text', { text: 'x'.repeat(50_001) }],
    ['memory_id', { text: 'a', memory_id: 'not/allowed' }],
    ['memory_id', { text: 'a', memory_id: 'mem_live_looks-like-a-key' }],
    ['namespace', { text: 'a', namespace: 'no spaces' }],
    ['metadata', { text: 'a', metadata: { k: 'x'.repeat(16_384) } }],
    ['metadata', { text: 'a', metadata: [] }],
    ['occurred_at', { text: 'a', occurred_at: 'yesterday' }],
    ['expires_in_days', { text: 'a', expires_in_days: 0 }],
    ['expires_in_days', { text: 'a', expires_in_days: 1, expires_at: '2030-01-01T00:00:00Z' }],
    ['expires_at', { text: 'a', expires_at: '2020-01-01T00:00:00Z' }],
    ['owner', { text: 'a', owner: 'me' }],
  ])('refuses a wrong %s and stores nothing', async (field, body) => {
    expect(faultsOf(await create(body))).toEqual([400, 'VALIDATION_ERROR', field]);
    expect((await get('/count')).data.count).toBe(0);
  });

  it('takes the longest text, counted in code points after trimming', async () => {
    const { status, data } = await create({ text: ` ${'😀'.repeat(50_000)} ` });
    expect([status, data.text.length]).toEqual([201, 100_000]);
  });

  it('refuses the id of a memory that is there, and continues the versions of one that was', async () => {
    await create({ text: 'first', memory_id: 'mine' });
    expect(faultsOf(await create({ text: 'second', memory_id: 'mine' }))).toEqual([409, 'MEMORY_ID_EXISTS', undefined]);
    await remove('/mine');
    const again = await create({ text: 'third', memory_id: 'mine', namespace: 'elsewhere' });
    expect([again.status, again.data.text, again.data.namespace]).toEqual([201, 'third', 'elsewhere']);
    expect(again.data.version).toBeGreaterThan(1);
  });

  it('changes the text, the metadata, or both, and replaces metadata as a whole', async () => {
    await create({ text: 'old', metadata: { a: 1, b: 2 }, memory_id: 'm', session_id: 's' });
    world.clock.nowMs += 1000;
    const text = await put('m', { text: ' new ' });
    expect(text.data).toMatchObject({ text: 'new', metadata: { a: 1, b: 2 }, version: 2, session_id: 's' });
    expect(text.headers['etag']).toBe('"2"');
    const metadata = await put('m', { metadata: { c: 3 } });
    expect(metadata.data).toMatchObject({ text: 'new', metadata: { c: 3 }, version: 3 });
    const both = await put('m', { text: 'newest', metadata: {} });
    expect(both.data).toMatchObject({ text: 'newest', metadata: {}, version: 4 });
    expect((await get('/m')).data).toEqual(both.data);
  });

  it('embeds a text again only where it is another one', async () => {
    await create({ text: 'same', memory_id: 'm' });
    const callsOf = (answer: Answer): number => JSON.parse(answer.text).meta.usage.model_calls;
    expect(callsOf(await put('m', { text: 'same', metadata: { a: 1 } }))).toBe(0);
    expect(callsOf(await put('m', { metadata: { a: 2 } }))).toBe(0);
    expect(callsOf(await put('m', { text: 'another' }))).toBe(1);
  });

  it.each([
    ['', {}],
    ['text', { text: '' }],
    ['namespace', { text: 'a', namespace: 'other' }],
    ['metadata', { metadata: null }],
  ])('refuses a change with a wrong %s', async (field, body) => {
    await create({ text: 'old', memory_id: 'm' });
    expect(faultsOf(await put('m', body))).toEqual([400, 'VALIDATION_ERROR', field]);
    expect((await get('/m')).data.version).toBe(1);
  });

  it('changes only the version that If-Match names', async () => {
    await create({ text: 'v1', memory_id: 'm' });
    expect((await put('m', { text: 'v2' }, { 'if-match': '"1"' })).status).toBe(200);
    const stale = await put('m', { text: 'lost' }, { 'if-match': '"1"' });
    expect([stale.status, stale.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await put('m', { text: 'weak' }, { 'if-match': 'W/"2"' })).status).toBe(412);
    expect((await put('m', { text: 'v3' }, { 'if-match': '"7", "2"' })).status).toBe(200);
    expect((await put('m', { text: 'v4' }, { 'if-match': '*' })).status).toBe(200);
    expect(faultsOf(await put('m', { text: 'x' }, { 'if-match': '4' }))).toEqual([400, 'VALIDATION_ERROR', 'If-Match']);
    expect((await put('gone', { text: 'x' }, { 'if-match': '*' })).code).toBe('MEMORY_NOT_FOUND');
    expect((await get('/m')).data).toMatchObject({ text: 'v4', version: 4 });
  });

  it('loses no version when changes race, and lets one of those with the same If-Match win', async () => {
    await create({ text: 'v1', memory_id: 'm' });
    const free = await Promise.all(Array.from({ length: 10 }, (_, number) => put('m', { text: `free ${number}` })));
    expect(free.map(({ data }) => data.version).sort((left, right) => left - right)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    const held = await Promise.all(
      Array.from({ length: 5 }, (_, number) => put('m', { text: `held ${number}` }, { 'if-match': '"11"' })),
    );
    expect(held.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(held.filter(({ code }) => code === 'PRECONDITION_FAILED')).toHaveLength(4);
  });

  it('deletes a memory once', async () => {
    await create({ text: 'a', memory_id: 'm' });
    const deleted = await remove('/m');
    expect([deleted.status, deleted.data]).toEqual([200, { deleted: true, memory_id: 'm' }]);
    for (const answer of [await remove('/m'), await get('/m'), await put('m', { text: 'x' })]) {
      expect([answer.status, answer.code]).toEqual([404, 'MEMORY_NOT_FOUND']);
    }
  });

  it('deletes everything, or a namespace, only when it is confirmed', async () => {
    for (const namespace of ['a', 'a', 'b']) await create({ text: 'x', namespace });
    expect((await remove('')).code).toBe('CONFIRMATION_REQUIRED');
    expect((await remove('?confirm=false')).code).toBe('CONFIRMATION_REQUIRED');
    expect((await get('/count')).data.count).toBe(3);
    expect((await remove('?confirm=true&namespace=a')).data).toEqual({ deleted: true, count: 2 });
    expect((await remove('?confirm=true')).data).toEqual({ deleted: true, count: 1 });
    expect((await remove('?confirm=true')).data).toEqual({ deleted: true, count: 0 });
  });

  it('forgets a memory at the millisecond of its expiry', async () => {
    await create({ text: 'a', memory_id: 'm', expires_at: new Date(world.clock.nowMs + 5000).toISOString() });
    world.clock.nowMs += 4999;
    expect((await get('/m')).status).toBe(200);
    world.clock.nowMs += 1;
    expect((await get('/m')).code).toBe('MEMORY_NOT_FOUND');
    expect((await put('m', { text: 'x' })).code).toBe('MEMORY_NOT_FOUND');
    expect((await remove('/m')).code).toBe('MEMORY_NOT_FOUND');
    expect((await get('/count')).data.count).toBe(0);
    expect((await get('')).items).toEqual([]);
    expect((await create({ text: 'again', memory_id: 'm' })).status).toBe(201);
  });

  it('lists newest first, by page and by cursor, each memory once', async () => {
    for (let number = 1; number <= 7; number++) {
      world.clock.nowMs += number % 2;
      await create({ text: `m${number}` });
    }
    const whole = textsOf(await get('?per_page=100'));
    expect(whole.slice(0, 1)).toEqual(['m7']);
    expect(whole.toSorted()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    const pages = [await get('?per_page=3'), await get('?per_page=3&page=2'), await get('?per_page=3&page=3')];
    expect(pages.flatMap(textsOf)).toEqual(whole);
    expect(pages.map(({ pagination }) => [pagination.total, pagination.has_next])).toEqual([
      [7, true],
      [7, true],
      [7, false],
    ]);
    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = await get(`?per_page=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      walked.push(...textsOf(page));
      cursor = page.pagination.next_cursor;
    }
    expect(walked).toEqual(whole);
  });

  it('walks by cursor over what was there, whatever is added and deleted meanwhile', async () => {
    for (let number = 1; number <= 4; number++) {
      world.clock.nowMs += 1;
      await create({ text: `m${number}`, memory_id: `m${number}` });
    }
    const first = await get('?per_page=2');
    world.clock.nowMs += 1;
    await create({ text: 'later' });
    await remove('/m3');
    const cursor = encodeURIComponent(first.pagination.next_cursor ?? '');
    expect([...textsOf(first), ...textsOf(await get(`?per_page=2&cursor=${cursor}`))]).toEqual([
      'm4',
      'm3',
      'm2',
      'm1',
    ]);
  });

  it('lists and counts what the filters leave', async () => {
    const facts = [
      { text: 'one', namespace: 'a', session_id: 's1', metadata: { age: 3, kind: 'x' } },
      { text: 'two', namespace: 'a', session_id: 's2', metadata: { age: 5, kind: 'y' } },
      { text: 'three', namespace: 'b', session_id: 's1', metadata: { age: 9 } },
    ];
    for (const fact of facts) await create(fact);
    const listed = async (query: Record<string, string>): Promise<string[]> =>
      textsOf(await get(`?${new URLSearchParams(query).toString()}`)).toSorted();
    expect(await listed({ namespace: 'a' })).toEqual(['one', 'two']);
    expect(await listed({ session_id: 's1' })).toEqual(['one', 'three']);
    expect(await listed({ namespace: 'a', session_id: 's1' })).toEqual(['one']);
    expect(await listed({ metadata_filter: '{"age":{"$gte":5}}' })).toEqual(['three', 'two']);
    expect(await listed({ metadata_filter: '{"kind":"x"}', namespace: 'b' })).toEqual([]);
    expect((await get('/count?namespace=a')).data.count).toBe(2);
    expect((await get('?per_page=1&metadata_filter={"age":{"$gte":5}}')).pagination.total).toBe(2);
  });

  it.each([
    ['metadata_filter', 'metadata_filter={'],
    ['metadata_filter', 'metadata_filter=[]'],
    ['metadata_filter.age.$near', 'metadata_filter={"age":{"$near":1}}'],
    ['per_page', 'per_page=101'],
    ['page', 'page=0'],
    ['cursor', 'cursor=nonsense'],
    ['limit', 'limit=5'],
  ])('refuses a wrong %s of a list', async (field, query) => {
    expect(faultsOf(await get(`?${query}`))).toEqual([400, 'VALIDATION_ERROR', field]);
  });

  it('does a write once that is sent again under its idempotency key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => create({ text: 'only once' }, headers)));
    const later = await create({ text: 'only once' }, headers);
    const stored = answers.filter(({ status }) => status === 201);
    expect(new Set([...stored, later].map(({ data }) => data.id)).size).toBe(1);
    expect(later.headers['idempotency-replayed']).toBe('true');
    expect(later.headers['etag']).toBe('"1"');
    expect((await get('/count')).data.count).toBe(1);
    expect((await create({ text: 'another' }, headers)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    for (const answer of answers) {
      if (answer.status !== 201) expect(answer.code).toBe('IDEMPOTENCY_IN_PROGRESS');
    }
  });

  it('changes and deletes once under an idempotency key', async () => {
    await create({ text: 'v1', memory_id: 'm' });
    const change = { 'idempotency-key': 'change' };
    const first = await put('m', { text: 'v2' }, change);
    const again = await put('m', { text: 'v2' }, change);
    expect([again.status, again.data]).toEqual([200, first.data]);
    const end = { 'idempotency-key': 'end' };
    expect((await remove('/m', end)).status).toBe(200);
    expect((await remove('/m', end)).data).toEqual({ deleted: true, memory_id: 'm' });
  });

  it('keeps a key to its namespaces in every call', async () => {
    await create({ text: 'mine', namespace: 'a', memory_id: 'mine' });
    await create({ text: 'other', namespace: 'b', memory_id: 'other' });
    const narrow = await world.makeKey(key, { scopes: ['read', 'write', 'delete'], namespaces: ['a'] });
    key = narrow.key;
    expect(textsOf(await get(''))).toEqual(['mine']);
    expect((await get('/count')).data.count).toBe(1);
    for (const answer of [await get('/other'), await put('other', { text: 'x' }), await remove('/other')]) {
      expect([answer.status, answer.code]).toEqual([404, 'MEMORY_NOT_FOUND']);
    }
    const outside = [
      await create({ text: 'x', namespace: 'b' }),
      await create({ text: 'x' }),
      await get('?namespace=b'),
      await get('/count?namespace=b'),
      await remove('?confirm=true&namespace=b'),
    ];
    expect(outside.map(({ status, code }) => [status, code])).toEqual(
      outside.map(() => [403, 'INSUFFICIENT_PERMISSIONS']),
    );
    expect((await remove('?confirm=true')).data).toEqual({ deleted: true, count: 1 });
  });
});
