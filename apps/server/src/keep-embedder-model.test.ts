import type { Storage, Transaction } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config.js';
import { keepEmbedderModel } from './keep-embedder-model.js';

function createSettings(): Pick<Storage, 'settings' | 'write'> & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    write: async (body) => body({} as Transaction),
    settings: {
      get: async (name) => values.get(name) ?? null,
      set: async (_transaction, name, value) => void values.set(name, value),
    },
  };
}

describe('keepEmbedderModel', () => {
  it('notes the model of a new store, and takes it again', async () => {
    const storage = createSettings();
    await keepEmbedderModel({ storage, model: 'one' });
    await keepEmbedderModel({ storage, model: 'one' });
    expect([...storage.values]).toEqual([['embedder_model', 'one']]);
  });

  it('refuses another model in one line that names both', async () => {
    const storage = createSettings();
    await keepEmbedderModel({ storage, model: 'one' });
    const refusal = keepEmbedderModel({ storage, model: 'two' });
    await expect(refusal).rejects.toBeInstanceOf(ConfigError);
    await expect(refusal).rejects.toThrow(/^EMBEDDER takes one .* not two/);
    expect(storage.values.get('embedder_model')).toBe('one');
  });
});
