import type { Storage, Transaction } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config.js';
import { keepEmbedderModel } from './keep-embedder-model.js';

function createSettings(): Pick<Storage, 'settings' | 'organizations' | 'write' | 'place'> & {
  readonly values: Map<string, string>;
} {
  const values = new Map<string, string>();
  return {
    values,
    place: './data',
    organizations: { lock: async () => {} } as Partial<Storage['organizations']> as Storage['organizations'],
    write: async (body) => body({} as Transaction),
    settings: {
      get: async (name) => values.get(name) ?? null,
      set: async (_transaction, name, value) => void values.set(name, value),
      lock: async () => {},
    },
  };
}

describe('keepEmbedderModel', () => {
  it('notes the model of a new store, and takes it again', async () => {
    const storage = createSettings();
    await keepEmbedderModel({ storage, embedder: { model: 'one', dimensions: 384 } });
    await keepEmbedderModel({ storage, embedder: { model: 'one', dimensions: 384 } });
    expect([...storage.values]).toEqual([
      ['embedder_model', 'one'],
      ['embedder_dimensions', '384'],
    ]);
  });

  it('refuses another model in one line that names both', async () => {
    const storage = createSettings();
    await keepEmbedderModel({ storage, embedder: { model: 'one', dimensions: 384 } });
    const refusal = keepEmbedderModel({ storage, embedder: { model: 'two', dimensions: 384 } });
    await expect(refusal).rejects.toBeInstanceOf(ConfigError);
    await expect(refusal).rejects.toThrow(/^EMBEDDER takes one for [.][/]data, .* not two/);
    expect(storage.values.get('embedder_model')).toBe('one');
  });
});
