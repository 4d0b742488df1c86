import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MODEL_FOLDER = new URL('../../model/', import.meta.url);

function read(name: string): Buffer {
  return readFileSync(new URL(name, MODEL_FOLDER));
}

// Here and not at each start: hashing 23 MB takes 20 to 50 ms.
describe('the model files', () => {
  const sums = read('SHA256SUMS')
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  '));

  it('are those that the list of checksums names', () => {
    expect(sums.map(([, name]) => name)).toEqual(['model.onnx', 'vocab.txt']);
  });

  it.each(sums)('have the checksum %s: %s', (sum, name) => {
    expect(
      createHash('sha256')
        .update(read(name ?? ''))
        .digest('hex'),
    ).toBe(sum);
  });

  it('carry the licence of the model', () => {
    expect(read('LICENSE').toString()).toContain('Apache License');
  });
});
