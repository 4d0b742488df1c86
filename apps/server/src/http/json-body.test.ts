import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTextFault, parseJsonBody } from './json-body.js';

const parse = (text: string) => parseJsonBody(Buffer.from(text));

describe('parseJsonBody', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        const body = parse(text);
        const isRefusable = /\\u|__proto__/.test(text);
        expect(isRefusable || (body.ok && JSON.stringify(body.value) === text)).toBe(true);
      }),
    );
  });

  it('reads an empty body as undefined', () => {
    expect(parse('')).toEqual({ ok: true, value: undefined });
  });

  it('keeps escapes that are harmless', () => {
    expect(parse('{"text":"caf\\u00e9 \\ud83d\\ude00"}')).toEqual({ ok: true, value: { text: 'café 😀' } });
  });

  it.each([
    ['no JSON', '{"text":', '', 'the body must be JSON'],
    ['a trailing comma', '{"a":1,}', '', 'the body must be JSON'],
    ['U+0000', '{"metadata":{"a":["x\\u0000"]}}', 'metadata.a[0]', 'must not contain U+0000'],
    ['half a surrogate pair', '{"text":"\\ud83d"}', 'text', 'must not contain lone surrogates'],
    ['the other half', '{"text":"a\\ude00b"}', 'text', 'must not contain lone surrogates'],
    ['U+0000 in a name', '{"a\\u0000":1}', '', 'must not contain U+0000 in the name of a field'],
    ['__proto__', '{"metadata":{"__proto__":{"admin":true}}}', 'metadata', 'must not have a field named __proto__'],
    ['__proto__ in escapes', '{"\\u005f_proto__":1}', '', 'must not have a field named __proto__'],
  ])('refuses %s', (_what, text, field, message) => {
    expect(parse(text)).toEqual({ ok: false, faults: [{ field, message }] });
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]);
    expect(parseJsonBody(bytes)).toEqual({ ok: false, faults: [{ field: '', message: 'the body must be UTF-8' }] });
  });

  it('lists every fault, up to a hundred', () => {
    const texts = Array.from({ length: 150 }, () => '"\\u0000"').join(',');
    const body = parse(`{"a":[${texts}]}`);
    expect(body.ok ? [] : body.faults).toHaveLength(100);
  });

  it('takes twenty levels and refuses twenty-one', () => {
    const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parse(nest(20)).ok).toBe(true);
    expect(parse(nest(21))).toEqual({
      ok: false,
      faults: [{ field: '', message: 'the body must not be nested deeper than 20 levels' }],
    });
  });

  it('counts no brackets within texts', () => {
    expect(parse(JSON.stringify({ text: `${'['.repeat(50)}"\\` })).ok).toBe(true);
  });

  it('takes a hundred thousand values, and refuses millions before they are parsed', () => {
    const list = (values: number) => parse(`[${'1,'.repeat(values - 1)}1]`);
    expect(list(100_000).ok).toBe(true);
    expect(parse(JSON.stringify({ text: ','.repeat(200_000) })).ok).toBe(true);
    for (const flood of ['{},', '[[[]]],', '"a":1,']) {
      expect(parse(`[${flood.repeat(Math.floor(10_000_000 / flood.length))}1]`)).toEqual({
        ok: false,
        faults: [{ field: '', message: 'the body must not hold more than 100000 values' }],
      });
    }
  });

  it('refuses ten megabytes of brackets at once', () => {
    const body = Buffer.alloc(10_000_000, '[');
    // Of the processor, which other programs take nothing from.
    const before = process.cpuUsage();
    expect(parseJsonBody(body).ok).toBe(false);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
  });
});

describe('findTextFault', () => {
  it('finds nothing wrong with any well-formed text without U+0000', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(findTextFault(text)).toBe(text.includes('\0') ? 'must not contain U+0000' : null);
      }),
    );
  });
});
