import type { Answer } from './answer-fixture.js';

const OWN_TO_A_REQUEST = ['date', 'x-request-id', 'content-length', 'server-timing'];

/**
 * What an onlooker can compare of an answer: every byte of it, but for the ids in `ids`, the id of the
 * request and the time.
 */
export function toComparable(answer: Answer, ids: readonly string[] = []): string {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !OWN_TO_A_REQUEST.includes(name))
    .map(([name, value]) => `${name}: ${String(value)}`);
  const whole = [answer.status, ...headers.toSorted(), '', answer.text].join('\n');
  const withoutIds = ids.reduce((text, id) => text.replaceAll(id, '<id>'), whole);
  return withoutIds.replaceAll(/req_\w+/g, '<request>').replace(/"processing_time_ms":\d+/, '"processing_time_ms":0');
}
