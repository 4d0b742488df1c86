import { describe, expect, it } from 'vitest';
import { parseServerTiming } from './server-timing.js';

describe('parseServerTiming', () => {
  it('reads the duration of each stage', () => {
    expect(parseServerTiming('embed;dur=1.60, store;dur=0.05,terms; dur=2')).toEqual({
      embed: 1.6,
      store: 0.05,
      terms: 2,
    });
  });

  it('leaves out what has no duration', () => {
    expect(parseServerTiming('')).toEqual({});
    expect(parseServerTiming('miss, db;dur=3')).toEqual({ db: 3 });
  });
});
