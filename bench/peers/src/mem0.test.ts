import { describe, expect, it } from 'vitest';
import { toMem0Config, toUserId } from './mem0.js';

const embeddings = { baseUrl: 'http://127.0.0.1:9/v1', model: 'minilm', dimensions: 384 };

describe('toMem0Config', () => {
  const config = toMem0Config({ embeddings, directory: '/somewhere' }, 3);

  it('takes vectors from the endpoint, of its length', () => {
    expect(config).toMatchObject({
      embedder: { provider: 'openai', config: { baseURL: embeddings.baseUrl, model: 'minilm', embeddingDims: 384 } },
      vectorStore: { provider: 'memory', config: { dimension: 384 } },
    });
  });

  it('keeps its files in the directory that it was given, apart for each namespace', () => {
    expect(config).toMatchObject({
      vectorStore: { config: { dbPath: '/somewhere/vectors-3.db' } },
      historyDbPath: '/somewhere/history-3.db',
    });
  });

  it('reaches nothing outside and has no key', () => {
    const text = JSON.stringify(config);
    expect(text.match(/https?:[^"]*/gu)?.every((url) => url === embeddings.baseUrl)).toBe(true);
    expect(text.match(/"apiKey":"([^"]*)"/gu)?.every((key) => key === '"apiKey":"none"')).toBe(true);
  });
});

describe('toUserId', () => {
  it('has no blanks, and tells namespaces apart', () => {
    expect(toUserId('someone else')).not.toMatch(/\s/u);
    expect(toUserId('a b')).not.toBe(toUserId('ab'));
    expect(toUserId('conv-26')).toBe('conv-26');
  });
});
