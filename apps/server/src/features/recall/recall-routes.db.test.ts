import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../abuse/answer-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createWorld, MEMORIES, type World } from '../../abuse/world-fixture.js';

const QUERY = '/v1/query';

describeOnEveryEngine('queries over HTTP', (engine) => {
  let world: World;
  let key: string;

  beforeAll(async () => {
    world = await createWorld(engine);
  });
  beforeEach(async () => {
    key = (await world.signUp()).key;
  });
  afterAll(() => world.close());

  const ask = (body: unknown, as = key): Promise<Answer> => world.call({ method: 'POST', url: QUERY, key: as, body });
  const askAll = (body: object): Promise<Answer> => ask({ relevance_threshold: 0, ...body });
  const textsOf = (answer: Answer): string[] => answer.data.memories.map(({ text }) => text);
  const faultsOf = (answer: Answer): unknown => [answer.status, answer.code, answer.error?.details?.['field']];

  it('finds a memory, with all that is known of it and why', async () => {
    const stored = await world.remember(key, {
      text: 'The violin is kept in the cellar',
      metadata: { room: 'cellar' },
      session_id: 's',
      occurred_at: '2026-01-01T00:00:00Z',
    });
    const answer = await askAll({ context: ' Where is the violin kept? ' });
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ query_context: 'Where is the violin kept?', total_memories_searched: 1 });
    const [found] = answer.data.memories;
    expect(found).toEqual({
      ...stored,
      relevance_score: expect.any(Number),
      relevance_reasoning: expect.stringMatching(/\w/),
    });
    expect(found?.relevance_score).toBeGreaterThan(0);
    expect(found?.relevance_score).toBeLessThanOrEqual(1);
  });

  it('gives the best first and no more than asked for', async () => {
    const texts = ['The violin is in the cellar', 'The kettle is in the kitchen', 'A lamp stands by the door'];
    for (const text of texts) await world.remember(key, { text });
    const answer = await askAll({ context: 'Where is the violin?' });
    const scores = answer.data.memories.map(({ relevance_score: score }) => score);
    expect(textsOf(answer)[0]).toBe('The violin is in the cellar');
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
    expect(textsOf(await askAll({ context: 'Where is the violin?', max_memories: 1 }))).toEqual([texts[0]]);
  });

  it('leaves out what lies below the threshold', async () => {
    await world.remember(key, { text: 'The violin is in the cellar' });
    const [found] = (await askAll({ context: 'Where is the violin?' })).data.memories;
    const score = found?.relevance_score ?? Number.NaN;
    const at = async (threshold: number): Promise<number> =>
      (await ask({ context: 'Where is the violin?', relevance_threshold: threshold })).data.memories.length;
    expect(await at(score)).toBe(1);
    expect(await at(Math.min(1, score + 0.001))).toBe(score + 0.001 > 1 ? 1 : 0);
  });

  it('leaves metadata out where the caller wants none', async () => {
    await world.remember(key, { text: 'The violin is in the cellar', metadata: { a: 1 } });
    const [found] = (await askAll({ context: 'violin', include_metadata: false })).data.memories;
    expect(found).not.toHaveProperty('metadata');
  });

  it('searches what the filter leaves, and counts only that', async () => {
    await world.remember(key, { text: 'The red violin', metadata: { colour: 'red', age: 3 } });
    await world.remember(key, { text: 'The blue violin', metadata: { colour: 'blue', age: 9 } });
    const filtered = await askAll({ context: 'violin', metadata_filter: { colour: 'blue' } });
    expect([textsOf(filtered), filtered.data.total_memories_searched]).toEqual([['The blue violin'], 1]);
    expect(textsOf(await askAll({ context: 'violin', metadata_filter: { age: { $lt: 5 } } }))).toEqual([
      'The red violin',
    ]);
    expect(textsOf(await askAll({ context: 'violin', metadata_filter: { colour: { $in: ['green'] } } }))).toEqual([]);
  });

  it('stays in the namespace that was asked, the default one where none was', async () => {
    await world.remember(key, { text: 'The violin at home' });
    await world.remember(key, { text: 'The violin at work', namespace: 'work' });
    expect(textsOf(await askAll({ context: 'violin' }))).toEqual(['The violin at home']);
    expect(textsOf(await askAll({ context: 'violin', namespace: 'work' }))).toEqual(['The violin at work']);
    const nowhere = await askAll({ context: 'violin', namespace: 'never-written' });
    expect(nowhere.data).toMatchObject({ memories: [], total_memories_searched: 0 });
  });

  it('refuses a namespace outside the key, the default one included', async () => {
    const narrow = await world.makeKey(key, { scopes: ['read'], namespaces: ['a'] });
    expect((await ask({ context: 'x', namespace: 'a' }, narrow.key)).status).toBe(200);
    for (const body of [{ context: 'x', namespace: 'b' }, { context: 'x' }]) {
      const answer = await ask(body, narrow.key);
      expect([answer.status, answer.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    }
  });

  it('keeps test and live apart, and organizations', async () => {
    await world.remember(key, { text: 'The violin of the live world' });
    const sandbox = await world.makeKey(key, { environment: 'test', scopes: ['read', 'write'] });
    await world.remember(sandbox.key, { text: 'The violin of the sandbox' });
    const stranger = await world.signUp();
    const body = { context: 'violin', relevance_threshold: 0 };
    expect(textsOf(await ask(body))).toEqual(['The violin of the live world']);
    expect(textsOf(await ask(body, sandbox.key))).toEqual(['The violin of the sandbox']);
    expect(textsOf(await ask(body, stranger.key))).toEqual([]);
  });

  it('finds no memory from the millisecond of its expiry on', async () => {
    const expiresAt = new Date(world.clock.nowMs + 1000).toISOString();
    await world.remember(key, { text: 'The violin for a second', expires_at: expiresAt });
    world.clock.nowMs += 999;
    expect(textsOf(await askAll({ context: 'violin' }))).toHaveLength(1);
    world.clock.nowMs += 1;
    const after = await askAll({ context: 'violin' });
    expect(after.data).toMatchObject({ memories: [], total_memories_searched: 0 });
  });

  it('favours what happened at the time that the question names, as seen from the reference time', async () => {
    await world.remember(key, { text: 'We swam in the lake', occurred_at: '2023-08-09T10:00:00Z' });
    await world.remember(key, { text: 'We swam in the sea', occurred_at: '2023-06-09T10:00:00Z' });
    const bestOf = async (context: string, referenceTime?: string): Promise<string | undefined> =>
      textsOf(await askAll({ context, reference_time: referenceTime }))[0];
    expect(await bestOf('Where did we swim last week?', '2023-08-16T10:00:00Z')).toBe('We swam in the lake');
    expect(await bestOf('Where did we swim last week?', '2023-06-16T12:00:00+02:00')).toBe('We swam in the sea');
    expect(await bestOf('Where did we swim in June 2023?')).toBe('We swam in the sea');
    expect(await bestOf('Where did we swim before July 2023?')).toBe('We swam in the sea');
  });

  it('keeps expiry to its own clock, whatever the reference time', async () => {
    const expiresAt = new Date(world.clock.nowMs + 1000).toISOString();
    await world.remember(key, { text: 'The violin for a second', expires_at: expiresAt });
    const later = new Date(world.clock.nowMs + 86_400_000).toISOString();
    expect(textsOf(await askAll({ context: 'violin', reference_time: later }))).toHaveLength(1);
    const earlier = new Date(world.clock.nowMs).toISOString();
    world.clock.nowMs += 1000;
    expect(textsOf(await askAll({ context: 'violin', reference_time: earlier }))).toEqual([]);
  });

  it('explains the score where that is asked for: the shares add up to it', async () => {
    await world.remember(key, { text: 'The violin is in the cellar' });
    await world.remember(key, { text: 'The kettle is in the kitchen' });
    const plain = await askAll({ context: 'Where is the violin?' });
    const explained = await askAll({ context: 'Where is the violin?', explain: true });
    expect(plain.data.memories.every((memory) => !('explanation' in memory))).toBe(true);
    for (const memory of explained.data.memories) {
      const { explanation, relevance_score: score } = memory;
      const sum = explanation?.features.reduce((total, { share }) => total + share, 0) ?? Number.NaN;
      expect(explanation?.log_odds).toBeCloseTo(sum, 6);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 4);
    }
    expect(explained.data.memories[0]?.explanation?.features.map(({ name }) => name)).toContain('meaning');
  });

  it.each([
    ['Chinese', '我住在上海，喜欢喝咖啡', '咖啡'],
    ['Arabic', 'أُحِبُّ القَهْوَة كثيرا', 'القهوة'],
    ['Hindi', 'मुझे हिन्दी संगीत पसंद है', 'संगीत'],
    ['German', 'Sie wohnt in der Großen Straße in München', 'GROSSEN STRASSE'],
    ['Turkish', 'İstanbul’da ışıklı bir evi var', 'istanbul'],
  ])('finds a memory in %s by its own words', async (_language, text, word) => {
    await world.remember(key, { text: 'Nothing of the kind' });
    await world.remember(key, { text });
    const [found] = (await askAll({ context: word })).data.memories;
    expect(found?.text).toBe(text);
    expect(found?.relevance_reasoning).toMatch(/^says “/);
  });

  it('takes text of any script, marks and signs, and answers', async () => {
    const odd = [
      '\u200f\u202eabc\u202c',
      'a\u0301\u0323'.repeat(200),
      '👩‍👩‍👧‍👦 🇳🇴 😀',
      'ꙮ \u{1F600}\ufe0f',
      '\u200b\u200d\ufeff.',
    ];
    for (const text of odd) {
      await world.remember(key, { text });
      expect((await askAll({ context: text })).status).toBe(200);
    }
  });

  it('tells where the time went and what was used', async () => {
    await world.remember(key, { text: 'The violin' });
    const answer = await askAll({ context: 'the violin' });
    expect(answer.headers['server-timing']).toMatch(
      /^embed;dur=[\d.]+, store;dur=[\d.]+, vectors;dur=[\d.]+, terms;dur=[\d.]+, scoring;dur=[\d.]+$/,
    );
    expect(JSON.parse(answer.text)).toMatchObject({
      meta: { usage: { tokens_processed: 2, memories_accessed: 1, model_calls: 1 } },
    });
  });

  it.each([
    ['context', {}],
    ['context', { context: '  ' }],
    ['context', { context: 'x'.repeat(50_001) }],
    ['max_memories', { context: 'x', max_memories: 101 }],
    ['relevance_threshold', { context: 'x', relevance_threshold: 1.1 }],
    ['metadata_filter', { context: 'x', metadata_filter: 'a' }],
    ['metadata_filter.age.$near', { context: 'x', metadata_filter: { age: { $near: 3 } } }],
    ['metadata_filter.age.$gt', { context: 'x', metadata_filter: { age: { $gt: [] } } }],
    ['reference_time', { context: 'x', reference_time: 'yesterday' }],
    ['reference_time', { context: 'x', reference_time: '2023-02-30T00:00:00Z' }],
    ['explain', { context: 'x', explain: 'yes' }],
    ['top_k', { context: 'x', top_k: 3 }],
  ])('refuses a wrong %s', async (field, body) => {
    expect(faultsOf(await ask(body))).toEqual([400, 'VALIDATION_ERROR', field]);
  });

  it('reads a body without a content type as JSON', async () => {
    await world.remember(key, { text: 'The violin' });
    const answer = await world.call({
      method: 'POST',
      url: QUERY,
      key,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: JSON.stringify({ context: 'violin', relevance_threshold: 0 }),
    });
    expect(textsOf(answer)).toEqual(['The violin']);
  });

  it('finds what was written the moment before, also from many callers at once', async () => {
    const rounds = Array.from({ length: 20 }, async (_, number) => {
      await world.call({
        method: 'POST',
        url: MEMORIES,
        key,
        body: { text: `Fact number ${number}`, memory_id: `f${number}` },
      });
      const answer = await askAll({ context: `Fact number ${number}`, max_memories: 100 });
      return answer.data.memories.some(({ id }) => id === `f${number}`);
    });
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => true));
  });
});
