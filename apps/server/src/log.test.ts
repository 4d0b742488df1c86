import { describe, expect, it } from 'vitest';
import { createLogger } from './log.js';

function createSubject(level: Parameters<typeof createLogger>[0]) {
  const lines: string[] = [];
  const logger = createLogger(level, { write: (line) => void lines.push(line) });
  return { logger, entries: () => lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe('createLogger', () => {
  it('writes a line of JSON with the time as people write it', () => {
    const { logger, entries } = createSubject('info');
    logger.info({ request_id: 'req_1' }, 'done');
    expect(entries()).toEqual([
      { level: 30, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), request_id: 'req_1', msg: 'done' },
    ]);
  });

  it.each([
    ['debug', [20, 30, 40, 50]],
    ['info', [30, 40, 50]],
    ['warn', [40, 50]],
    ['error', [50]],
    ['silent', []],
  ] as const)('at %s, writes the levels %j', (level, expected) => {
    const { logger, entries } = createSubject(level);
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(entries().map((entry) => entry['level'])).toEqual(expected);
  });

  it('writes an error with its stack and its cause', () => {
    const { logger, entries } = createSubject('error');
    logger.error({ err: new TypeError('outer', { cause: new RangeError('inner') }) }, 'failed');
    const text = JSON.stringify(entries());
    expect(text).toContain('outer');
    expect(text).toContain('inner');
    expect(text).toContain('log.test.ts');
  });
});
