import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CASES = 64;

/** Cases that can't be tested yet, and what each of them waits for. */
const LATER: Readonly<Record<string, string>> = {
  '58': 'Redis: nothing is counted or told through it yet',
};

/** The numbers that a key of `LATER` stands for. */
function toNumbers(range: string): number[] {
  const [first = 0, last = first] = range.split('–').map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

describe('the abuse cases', () => {
  it('are each tested under their number, or say what they wait for', () => {
    const directory = fileURLToPath(new URL('.', import.meta.url));
    const sources = readdirSync(directory).filter((name) => name.endsWith('.db.test.ts'));
    const titles = sources.flatMap((name) => [
      ...readFileSync(directory + name, 'utf8').matchAll(/^ {2}it\(\s*['"]((?:\d+ )+)/gm),
    ]);
    const tested = new Set(titles.flatMap(([, numbers = '']) => numbers.trim().split(' ').map(Number)));
    const waiting = new Set(Object.keys(LATER).flatMap(toNumbers));
    const all = Array.from({ length: CASES }, (_, at) => at + 1);
    expect(all.filter((number) => !tested.has(number) && !waiting.has(number))).toEqual([]);
    expect(all.filter((number) => tested.has(number) && waiting.has(number))).toEqual([]);
    expect(sources).toContain('secrets.db.test.ts');
  });
});
