import { describe, expect, it } from 'vitest';
import { parseMemoryEdit, parseNewMemory } from './memory-input.js';

const NOW_MS = Date.parse('2026-01-15T10:30:00.000Z');

const fieldsAtFault = (checked: ReturnType<typeof parseNewMemory> | ReturnType<typeof parseMemoryEdit>) =>
  checked.ok ? [] : checked.faults.map(({ field }) => field);

const valueOf = (body: Parameters<typeof parseNewMemory>[0]) => {
  const checked = parseNewMemory(body, NOW_MS);
  expect(checked).toMatchObject({ ok: true });
  return checked.ok ? checked.value : null;
};

describe('parseNewMemory', () => {
  it('fills in an id, the default namespace and empty metadata', () => {
    expect(valueOf({ text: 'a' })).toEqual({
      id: expect.stringMatching(/^mem_[^_]+$/),
      namespace: 'default',
      text: 'a',
      metadata: {},
      sessionId: null,
      occurredAtMs: null,
      expiresAtMs: null,
    });
  });

  it('cuts blanks off both ends of the text and keeps those inside', () => {
    expect(valueOf({ text: ' \n two  words\t' })?.text).toBe('two  words');
  });

  it('cuts times to milliseconds and reads offsets', () => {
    const memory = valueOf({ text: 'a', occurred_at: '2026-01-15T12:30:00.123987+02:00' });
    expect(memory?.occurredAtMs).toBe(NOW_MS + 123);
  });

  it('refuses a time that has the form and does not exist', () => {
    expect(fieldsAtFault(parseNewMemory({ text: 'a', occurred_at: '2016-12-31T23:59:60Z' }, NOW_MS))).toEqual([
      'occurred_at',
    ]);
    expect(fieldsAtFault(parseNewMemory({ text: 'a', expires_at: '2036-02-30T00:00:00Z' }, NOW_MS))).toEqual([
      'expires_at',
    ]);
  });

  it('counts days of expiry from now, or takes the moment itself', () => {
    expect(valueOf({ text: 'a', expires_in_days: 2 })?.expiresAtMs).toBe(NOW_MS + 172_800_000);
    expect(valueOf({ text: 'a', expires_at: '2026-01-15T10:30:00.001Z' })?.expiresAtMs).toBe(NOW_MS + 1);
  });

  it('refuses an expiry that is over, and two at once', () => {
    const at = (expires_at: string, expires_in_days?: number) =>
      fieldsAtFault(
        parseNewMemory({ text: 'a', expires_at, ...(expires_in_days !== undefined && { expires_in_days }) }, NOW_MS),
      );
    expect(at('2026-01-15T10:30:00.000Z')).toEqual(['expires_at']);
    expect(at('2026-02-15T10:30:00.000Z', 1)).toEqual(['expires_in_days']);
  });

  it('refuses the one id whose memory no GET would find', () => {
    const result = parseNewMemory({ text: 'a', memory_id: 'count' }, NOW_MS);
    expect(fieldsAtFault(result)).toEqual(['memory_id']);
    expect(valueOf({ text: 'a', memory_id: 'counts' })?.id).toBe('counts');
  });

  it('takes null for what may be left out', () => {
    const memory = valueOf({
      text: 'a',
      metadata: null,
      memory_id: null,
      namespace: null,
      session_id: null,
      occurred_at: null,
      expires_at: null,
      expires_in_days: null,
    });
    expect(memory).toMatchObject({ namespace: 'default', metadata: {}, sessionId: null, expiresAtMs: null });
  });

  it('refuses numbers that would not come back as they were', () => {
    const body = (n: string) => ({ text: 'a', metadata: JSON.parse(`{"deep":[{"n":${n}}]}`) });
    expect(fieldsAtFault(parseNewMemory(body('1e400'), NOW_MS))).toEqual(['metadata']);
    expect(fieldsAtFault(parseMemoryEdit(body('-1e400')))).toEqual(['metadata']);
    expect(valueOf(body('1.7976931348623157e308'))?.metadata).toEqual({ deep: [{ n: Number.MAX_VALUE }] });
  });

  it('refuses an id that could be mistaken for an API key', () => {
    const body = (memory_id: string) => ({ text: 'a', memory_id });
    expect(fieldsAtFault(parseNewMemory(body('mem_live_abc'), NOW_MS))).toEqual(['memory_id']);
    expect(fieldsAtFault(parseNewMemory(body('mem_TEST_abc'), NOW_MS))).toEqual(['memory_id']);
    expect(valueOf(body('mem_lively'))?.id).toBe('mem_lively');
  });

  it('measures metadata in bytes of UTF-8, up to 16,384', () => {
    const metadata = (characters: number) => ({ text: 'a', metadata: { k: 'é'.repeat(characters) } });
    expect(fieldsAtFault(parseNewMemory(metadata((16_384 - 8) / 2), NOW_MS))).toEqual([]);
    expect(fieldsAtFault(parseNewMemory(metadata((16_384 - 8) / 2 + 1), NOW_MS))).toEqual(['metadata']);
  });

  it('tells every fault at once', () => {
    const body = {
      text: 'a',
      memory_id: 'mem_test_x',
      expires_at: '2020-01-01T00:00:00Z',
      metadata: { k: 'x'.repeat(20_000) },
    };
    expect(fieldsAtFault(parseNewMemory(body, NOW_MS))).toEqual(['metadata', 'memory_id', 'expires_at']);
  });
});

describe('parseMemoryEdit', () => {
  it('changes only what was given', () => {
    expect(parseMemoryEdit({ text: ' b ' })).toEqual({ ok: true, value: { text: 'b' } });
    expect(parseMemoryEdit({ metadata: {} })).toEqual({ ok: true, value: { metadata: {} } });
  });

  it('refuses metadata that is too large', () => {
    expect(fieldsAtFault(parseMemoryEdit({ metadata: { k: 'x'.repeat(20_000) } }))).toEqual(['metadata']);
  });
});
