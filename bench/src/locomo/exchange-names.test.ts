import { describe, expect, it } from 'vitest';
import { exchangeNames } from './exchange-names.js';

describe('exchangeNames', () => {
  it('puts each name in the place of the one that stands where it does', () => {
    expect(exchangeNames("Did Ada meet Tomo at Ada's?", ['Ada', 'Tomo'], ['Ilse', 'Piet'])).toBe(
      "Did Ilse meet Piet at Ilse's?",
    );
  });

  it('exchanges two names that both conversations have', () => {
    expect(exchangeNames('Ada and Tomo', ['Ada', 'Tomo'], ['Tomo', 'Ada'])).toBe('Tomo and Ada');
  });

  it('leaves parts of words, and names without a counterpart', () => {
    expect(exchangeNames('Adamant Ada saw Tomo', ['Ada', 'Tomo'], ['Ilse'])).toBe('Adamant Ilse saw Tomo');
  });
});
