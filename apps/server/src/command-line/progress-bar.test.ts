import { expect, it } from 'vitest';
import { createProgressBar, type Progress } from './progress-bar.js';

const STEPS: readonly Progress[] = [
  { step: 'copy', item: 'settings', done: 1, total: 2000 },
  { step: 'copy', item: 'memories', done: 500, total: 2000 },
  { step: 'copy', item: 'memories', done: 2000, total: 2000 },
  { step: 'verify', item: 'settings', done: 1, total: 2000 },
];

it('writes one line for each step and item where nobody watches', () => {
  expect(show({ isTTY: false }, () => 0)).toBe(
    ['copy settings: 1 of 2000 rows', 'copy memories: 2000 of 2000 rows', 'verify settings: 1 of 2000 rows\n'].join(
      '\n',
    ),
  );
});

it('moves in one line on a terminal, and ends each step with all of it', () => {
  let nowMs = 0;
  const shown = show({ isTTY: true, columns: 100 }, () => (nowMs += 1000));
  const [copy = '', verify = ''] = shown.split('\n');
  expect(copy.split('\r').at(-1)).toContain(`copy   ${'█'.repeat(30)} 100 %  2,000 / 2,000 rows  memories`);
  expect(copy).toContain(`copy   ${'█'.repeat(8)}${'░'.repeat(22)}  25 %  500 / 2,000 rows  memories`);
  expect(verify).toContain('verify ');
  expect(shown.endsWith('\n')).toBe(true);
});

it('is drawn ten times a second at most, and never wider than the terminal', () => {
  const lines = show({ isTTY: true, columns: 40 }, () => 0).split(/[\r\n]+/);
  expect(lines.filter((line) => line.includes('copy'))).toHaveLength(2);
  // eslint-disable-next-line no-control-regex -- what clears a line begins with one
  expect(Math.max(...lines.map((line) => line.replaceAll(/\u001B\[K/g, '').length))).toBe(39);
});

it('shows nothing where nothing was done', () => {
  for (const isTTY of [true, false]) {
    let written = '';
    createProgressBar({ isTTY, write: (text) => (written += text) }).end();
    expect(written).toBe('');
  }
});

function show(output: { readonly isTTY: boolean; readonly columns?: number }, now: () => number): string {
  let written = '';
  const bar = createProgressBar({ ...output, write: (text) => (written += text) }, now);
  for (const step of STEPS) bar.show(step);
  bar.end();
  return written;
}
