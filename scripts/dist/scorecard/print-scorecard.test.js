import { expect, it } from 'vitest';
import { printScorecard } from './print-scorecard.js';
function print(...rows) {
    const lines = [];
    printScorecard(rows, (line) => lines.push(line));
    return lines;
}
it('prints a table with the columns name, value, goal, ok', () => {
    expect(print({ name: 'type any', value: 0, goal: '0', isMet: true, places: [] })).toEqual([
        'name      value  goal  ok',
        'type any  0      0     yes',
    ]);
});
it('lists where a goal is missed, and says how many places it left out', () => {
    const places = Array.from({ length: 23 }, (_, index) => `a.ts:${index}`);
    const lines = print({ name: 'empty catch', value: 23, goal: '0', isMet: false, places });
    expect(lines[1]).toContain('NO');
    expect(lines).toContain('  a.ts:19');
    expect(lines).not.toContain('  a.ts:20');
    expect(lines.at(-1)).toBe('  … and 3 more');
});
//# sourceMappingURL=print-scorecard.test.js.map