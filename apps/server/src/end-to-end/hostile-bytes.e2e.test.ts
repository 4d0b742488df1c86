import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../abuse/answer-fixture.js';
import { countAnswers, exchangeRaw, parseRawAnswer, requestRaw } from '../abuse/raw-socket-fixture.js';
import { cleanUp, describeServers, makeScratch, type RunningServer } from './server-process-fixture.js';
import { runShell } from './shell-fixture.js';

const MEMORIES = '/v1/memories';
const TEN_MEGABYTES = 10 * 1024 * 1024;

describeServers('hostile bytes', (startServer) => {
  let server: RunningServer;
  let key: string;
  let slow: Promise<string[]>;

  beforeAll(async () => {
    server = await startServer();
    key = server.ownerKey;
    // They stay while everything else goes on.
    slow = Promise.all(Array.from({ length: 200 }, dawdle));
  });
  afterAll(cleanUp);

  /** Sends a header line now and then, and never the last one. */
  const dawdle = (): Promise<string> =>
    exchangeRaw({
      port: server.port,
      chunks: ['GET /health HTTP/1.1\r\n', ...Array.from({ length: 40 }, () => 'X: y\r\n')],
      pauseMs: 500,
      timeoutMs: 20_000,
    });

  const post = (body: unknown, headers: Record<string, string> = {}, path = MEMORIES): Promise<Answer> =>
    server.call({ method: 'POST', path, key, body, headers });
  const head = (...lines: string[]): string =>
    [`POST ${MEMORIES} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${key}`, ...lines, '', ''].join('\r\n');
  const countMemories = async (): Promise<number> => (await server.call({ path: `${MEMORIES}/count`, key })).data.count;
  const JSON_BODY = 'Content-Type: application/json';

  async function expectRefused(answer: Promise<Answer>, status: number, code: string): Promise<Answer> {
    const given = await answer;
    expect([given.status, given.code]).toEqual([status, code]);
    return given;
  }

  it('a body that ends early, or later than it said, stores nothing', async () => {
    const before = await countMemories();
    const body = '{"text":"cut short"}';
    for (const length of [body.length + 1, body.length + 100]) {
      const chunks = [head(JSON_BODY, `Content-Length: ${length}`), body];
      const { status } = parseRawAnswer(await exchangeRaw({ port: server.port, chunks, end: true }));
      expect([0, 400]).toContain(status);
    }
    const chunks = [head(JSON_BODY, `Content-Length: ${body.length - 5}`), body];
    expect(parseRawAnswer(await exchangeRaw({ port: server.port, chunks, end: true })).status).toBe(400);
    expect(await countMemories()).toBe(before);
  });

  it('lengths that two servers could read differently are refused', async () => {
    const before = await countMemories();
    const body = '{"text":"smuggled"}';
    const framings = [
      [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked', `Content-Length: ${body.length}`],
      [`Content-Length: ${body.length}`, `Content-Length: ${body.length + 1}`],
      [`Content-Length: ${body.length}, ${body.length}`],
      [`Content-Length: +${body.length}`],
      ['Content-Length: -1'],
      ['Content-Length: 0x13'],
      ['Content-Length: 99999999999999999999999999'],
      [`Content-Length : ${body.length}`],
      ['Transfer-Encoding: xchunked'],
      ['Transfer-Encoding: chunked, identity'],
      [`X: y\r\n Content-Length: ${body.length}`],
    ];
    for (const framing of framings) {
      const text = await exchangeRaw({ port: server.port, chunks: [head(JSON_BODY, ...framing), body], end: true });
      expect([framing, parseRawAnswer(text).status]).not.toEqual([framing, 201]);
      expect([framing, countAnswers(text)]).toEqual([framing, 1]);
    }
    expect(await countMemories()).toBe(before);
  });

  it('garbage in chunks is refused, whole chunks are read', async () => {
    for (const garbage of [
      'ZZZ\r\nabc\r\n',
      '5\r\nab',
      '-1\r\n',
      'ffffffffffffffffff\r\n',
      '5;ext=\0\r\nabcde\r\n',
      '\r\n\r\n',
    ]) {
      const chunks = [head(JSON_BODY, 'Transfer-Encoding: chunked'), garbage];
      const { status } = parseRawAnswer(await exchangeRaw({ port: server.port, chunks, end: true }));
      expect([0, 400]).toContain(status);
    }
    const pieces = ['8\r\n{"text":\r\n', 'c\r\n"in pieces"}\r\n', '0\r\n\r\n'];
    const chunks = [head(JSON_BODY, 'Transfer-Encoding: chunked', 'Connection: close'), ...pieces];
    const whole = parseRawAnswer(await exchangeRaw({ port: server.port, chunks, pauseMs: 20 }));
    expect(whole.status).toBe(201);
  });

  it('what is not HTTP is refused, and the connection closed', async () => {
    const starts = ['\0\0\0\0', '\x16\x03\x01\x02\x00\x01', 'GET', 'HELO mail\r\n', 'GET / HTTP/9.9\r\n\r\n'];
    for (const start of [
      ...starts,
      'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n`,
    ]) {
      const text = await exchangeRaw({ port: server.port, chunks: [Buffer.from(start, 'latin1')], end: true });
      expect([start, [0, 400, 505].includes(parseRawAnswer(text).status)]).toEqual([start, true]);
    }
    const huge = await requestRaw(server.port, ['GET /health HTTP/1.1', `X-Filler: ${'f'.repeat(1024 * 1024)}`]);
    expect(huge.status).toBe(431);
    const long = await requestRaw(server.port, [`GET /v1/memories?filter=${'f'.repeat(1024 * 1024)} HTTP/1.1`]);
    expect(long.status).toBe(431);
    const refusal = JSON.parse(long.body);
    expect([refusal.success, refusal.error.code]).toEqual([false, 'HEADERS_TOO_LARGE']);
  });

  it('requests sent in one go are answered one by one, in their order', async () => {
    // The last one ends the connection, and with it the wait for answers.
    const end = (id: number): string => (id === 19 ? 'Connection: close\r\n' : '');
    const request = (id: number): string =>
      `GET ${MEMORIES}/none-${id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nX-Request-ID: r${id}\r\n${end(id)}\r\n`;
    const all = Array.from({ length: 20 }, (_, id) => request(id)).join('');
    const text = await exchangeRaw({ port: server.port, chunks: [all] });
    const order = [...text.matchAll(/x-client-request-id: r(\d+)/gi)].map(([, id]) => Number(id));
    expect(order).toEqual(Array.from({ length: 20 }, (_, id) => id));
    expect(countAnswers(text)).toBe(20);
  });

  it('a body over ten megabytes is refused, announced or not; one of exactly ten is read', async () => {
    const envelope = '{"text":""}'.length;
    const toBody = (bytes: number): string => `{"text":"${'x'.repeat(bytes - envelope)}"}`;
    const directory = await makeScratch();
    const file = join(directory, 'body');
    await writeFile(file, toBody(TEN_MEGABYTES + 1));
    const answer = await runShell(
      `curl $BASE${MEMORIES} -H "Authorization: Bearer $API_KEY" -H "Expect:" --data-binary @${file}`,
      { BASE: server.base, API_KEY: key },
    );
    expect([answer.status, answer.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    // Answered for its announcement: what is announced never comes, and would be waited for in vain.
    const announced = [head(JSON_BODY, `Content-Length: ${TEN_MEGABYTES + 1}`), '{'];
    expect(parseRawAnswer(await exchangeRaw({ port: server.port, chunks: announced })).status).toBe(413);
    const piece = `100000\r\n${'x'.repeat(0x10_00_00)}\r\n`;
    const chunked = [head(JSON_BODY, 'Transfer-Encoding: chunked'), ...Array.from({ length: 11 }, () => piece)];
    expect(parseRawAnswer(await exchangeRaw({ port: server.port, chunks: chunked })).status).toBe(413);
    await expectRefused(post(toBody(TEN_MEGABYTES)), 400, 'VALIDATION_ERROR');
  });

  it('nesting is read to twenty levels, and ten megabytes of brackets cost nothing', async () => {
    const toBody = (levels: number): string =>
      `{"text":"deep","metadata":${'{"a":'.repeat(levels - 2)}{}${'}'.repeat(levels - 2)}}`;
    expect((await post(toBody(20))).status).toBe(201);
    await expectRefused(post(toBody(21)), 400, 'VALIDATION_ERROR');
    await expectRefused(
      post({ context: 'x', metadata_filter: JSON.parse(toBody(21)) }, {}, '/v1/query'),
      400,
      'VALIDATION_ERROR',
    );
    const startedAtMs = performance.now();
    for (const opening of ['[', '{"a":', '[{"a":']) {
      const body = opening.repeat(Math.floor(TEN_MEGABYTES / opening.length) - 1);
      await expectRefused(post(body), 400, 'VALIDATION_ERROR');
    }
    expect(performance.now() - startedAtMs).toBeLessThan(20_000);
    const filter = '['.repeat(3_000);
    await expectRefused(server.call({ path: `${MEMORIES}?metadata_filter=${filter}`, key }), 400, 'VALIDATION_ERROR');
  });

  it('U+0000, half a surrogate pair and broken UTF-8 are refused wherever they stand', async () => {
    const before = await countMemories();
    for (const escape of ['\\u0000', '\\ud800', '\\udc00', 'a\\udfffb', '\\ud83d\\u0041']) {
      for (const body of [
        `{"text":"a${escape}"}`,
        `{"text":"a","metadata":{"k":["${escape}"]}}`,
        `{"text":"a","metadata":{"k${escape}":1}}`,
        `{"text":"a","session_id":"s${escape}"}`,
        `{"text":"a","namespace":"n${escape}"}`,
        `{"text":"a","memory_id":"m${escape}"}`,
      ]) {
        expect([body, (await post(body)).code]).toEqual([body, 'VALIDATION_ERROR']);
      }
      const filter = `{"context":"a","metadata_filter":{"k":"${escape}"}}`;
      await expectRefused(post(filter, {}, '/v1/query'), 400, 'VALIDATION_ERROR');
    }
    for (const query of ['session_id=%00', 'cursor=%00']) {
      const { status } = await server.call({ path: `${MEMORIES}?${query}`, key });
      expect([query, status]).toEqual([query, 400]);
    }
    const broken = Buffer.from([...Buffer.from('{"text":"a'), 0xff, 0xfe, 0xed, 0xa0, 0x80, ...Buffer.from('"}')]);
    const raw = await requestRaw(
      server.port,
      [`POST ${MEMORIES} HTTP/1.1`, `Authorization: Bearer ${key}`, JSON_BODY, `Content-Length: ${broken.length}`],
      broken,
    );
    expect(raw.status).toBe(400);
    expect(await countMemories()).toBe(before);
    const whole = await post({
      text: '\u{1f600} \u{10ffff} \u00e9 e\u0301 \ufffd',
      metadata: { '\u{1f511}': '\u{1d11e}' },
    });
    const read = await server.call({ path: `${MEMORIES}/${whole.data.id}`, key });
    expect([read.data.text, read.data.metadata]).toEqual([
      '\u{1f600} \u{10ffff} \u00e9 e\u0301 \ufffd',
      { '\u{1f511}': '\u{1d11e}' },
    ]);
  });

  it('numbers that no engine keeps are refused, and what is stored comes back as it was', async () => {
    for (const number of ['1e400', '-1e400', '1e999999']) {
      const answer = await post(`{"text":"n","metadata":{"n":${number}}}`);
      expect([number, answer.status, answer.code]).toEqual([number, 400, 'VALIDATION_ERROR']);
    }
    for (const body of ['{"context":"x","max_memories":1e400}', '{"context":"x","relevance_threshold":-1e400}']) {
      await expectRefused(post(body, {}, '/v1/query'), 400, 'VALIDATION_ERROR');
    }
    const metadata = { big: 1.7976931348623157e308, tiny: 5e-324, negative: -0.1, integer: 9007199254740991, zero: 0 };
    const made = await post({ text: 'numbers', metadata });
    expect((await server.call({ path: `${MEMORIES}/${made.data.id}`, key })).data.metadata).toEqual(metadata);
  });

  it('names that mean something to JavaScript mean nothing here', async () => {
    await expectRefused(post('{"text":"p","metadata":{"__proto__":{"isAdmin":true}}}'), 400, 'VALIDATION_ERROR');
    await expectRefused(post('{"text":"p","__proto__":{"memory_id":"x"}}'), 400, 'VALIDATION_ERROR');
    const metadata = { constructor: { prototype: 1 }, toString: 'x', hasOwnProperty: false, valueOf: null };
    const made = await post({ text: 'p', metadata });
    expect([made.status, made.data.metadata]).toEqual([201, metadata]);
    const filter = encodeURIComponent('{"toString":"x"}');
    expect((await server.call({ path: `${MEMORIES}?metadata_filter=${filter}`, key })).items).toHaveLength(1);
    const inherited = encodeURIComponent('{"isPrototypeOf":{"$exists":true}}');
    const found = await server.call({ path: `${MEMORIES}?metadata_filter=${inherited}`, key });
    expect(found.status === 400 || found.items.length === 0).toBe(true);
  });

  it('a field given twice has one meaning, and odd JSON none', async () => {
    const twice = await post('{"text":"first","text":"second"}');
    expect(twice.status === 400 || twice.data.text === 'second').toBe(true);
    for (const body of [
      '',
      ' ',
      '\ufeff{"text":"bom"}',
      '{"text":"a"}{}',
      "{'text':'a'}",
      '{"text":NaN}',
      '[]',
      '"text"',
      'null',
      '1',
      '{"text":"a",}',
    ]) {
      expect([body, (await post(body)).code]).toEqual([body, 'VALIDATION_ERROR']);
    }
  });

  it('packed bodies and foreign types are not read', async () => {
    const packed = gzipSync('{"text":"packed"}');
    for (const lines of [
      ['Content-Encoding: gzip', JSON_BODY],
      ['Content-Encoding: br', JSON_BODY],
      ['Content-Type: application/gzip'],
      ['Content-Type: text/plain'],
      ['Content-Type: application/xml'],
      ['Content-Type: multipart/form-data; boundary=x'],
      ['Content-Type: application/json-patch+json'],
    ]) {
      const raw = await requestRaw(
        server.port,
        [`POST ${MEMORIES} HTTP/1.1`, `Authorization: Bearer ${key}`, ...lines, `Content-Length: ${packed.length}`],
        packed,
      );
      expect([lines, raw.status]).toEqual([lines, 415]);
    }
  });

  it('a body of a million fields is refused without holding others up', async () => {
    const fields = Array.from({ length: 600_000 }, (_, at) => `"f${at}":1`).join(',');
    const [refused, ...others] = await Promise.all([
      post(`{${fields}}`),
      ...Array.from({ length: 10 }, () => server.call({ path: '/livez' })),
    ]);
    expect([refused?.status, refused?.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(refused?.text.length).toBeLessThan(100_000);
    expect(others.every(({ status }) => status === 200)).toBe(true);
  });

  it('texts of megabytes where a word belongs are refused, before anybody has a key', async () => {
    for (const body of [
      { name: 'x', email: 'a.'.repeat(4_500_000) },
      { name: 'x', email: `a@${'a.'.repeat(4_500_000)}` },
      { name: 'x', email: `a@b.c${' '.repeat(9_000_000)}` },
      { name: ' '.repeat(9_000_000), email: 'a@example.com' },
    ]) {
      const answer = await server.call({ method: 'POST', path: '/v1/signup', body });
      expect([answer.status, answer.code]).toEqual([400, 'VALIDATION_ERROR']);
      expect(answer.text.length).toBeLessThan(1_000);
    }
    const times = { text: 'x', occurred_at: `2026-01-15T10:30:00.${'0'.repeat(9_000_000)}!` };
    await expectRefused(post(times), 400, 'VALIDATION_ERROR');
    const longNames = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`${'k'.repeat(100_000)}${at}`, 1]));
    const named = await expectRefused(post(longNames), 400, 'VALIDATION_ERROR');
    expect(named.text.length).toBeLessThan(100_000);
  });

  it('a thousand requests at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, at) =>
        server.call({ path: at % 2 === 0 ? `${MEMORIES}?per_page=1` : '/v1/account/api-keys/current', key }),
      ),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('two hundred connections that send a byte now and then keep nobody out, and are told to go', async () => {
    expect((await server.call({ path: '/livez' })).status).toBe(200);
    const statuses = (await slow).map((text) => parseRawAnswer(text).status);
    expect(statuses.filter((status) => ![0, 408].includes(status))).toEqual([]);
    expect(statuses).toContain(408);
  });

  it('after all of it the server is well, and nothing was an error of its own', async () => {
    expect((await server.call({ path: '/health' })).status).toBe(200);
    const complaints = server
      .log()
      .split('\n')
      .filter((line) => /"level":[56]0|INTERNAL_ERROR/.test(line));
    expect(complaints).toEqual([]);
  });
});
