import { describe, expect, it } from 'vitest';
import { answerQuestion } from './answer-question.js';
import { createFakeIndex, createFakeSource } from './fake-recall-source-fixture.js';
import { createIndexCache } from './index-cache.js';
import type { RecallQuestion } from './recall-protocol.js';

const question: RecallQuestion = {
  tenant: { orgId: 'org_a', environment: 'live' },
  namespace: 'a',
  model: 1,
  query: { text: 'who?', vector: new Int8Array(2), maxMemories: 9, threshold: 0, nowMs: 0 },
};

function createParts() {
  const source = createFakeSource();
  const indexes = createIndexCache({ source, createIndex: createFakeIndex, budgetBytes: 1e9 });
  return { source, indexes, signal: new AbortController().signal };
}

describe('answerQuestion', () => {
  it('gives what the index found, best first, with the rows of the store', async () => {
    const parts = createParts();
    for (const id of ['one', 'two', 'three']) parts.source.put('a', id);
    const { hits, searched, timings } = await answerQuestion(question, parts);
    expect(hits.map(({ memory, reasoning }) => [memory.id, reasoning])).toEqual([
      ['one', 'one'],
      ['two', 'two'],
      ['three', 'three'],
    ]);
    expect(searched).toBe(3);
    expect(timings.storeMs).toBeGreaterThan(0);
  });

  it('leaves out what was deleted after the index was read', async () => {
    const parts = createParts();
    parts.source.put('a', 'one');
    parts.source.put('a', 'two');
    const { getMany } = parts.source;
    parts.source.getMany = async (tenant, namespace, ids) => {
      parts.source.remove('a', 'one');
      return getMany(tenant, namespace, ids);
    };
    const { hits } = await answerQuestion(question, parts);
    expect(hits.map(({ memory }) => memory.id)).toEqual(['two']);
  });

  it("doesn't search for a caller who left while the index was loading", async () => {
    const parts = createParts();
    parts.source.put('a', 'one');
    const abort = new AbortController();
    parts.source.beforePage = () => abort.abort(new RangeError('gone'));
    await expect(answerQuestion(question, { ...parts, signal: abort.signal })).rejects.toThrow('gone');
  });
});
