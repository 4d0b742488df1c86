import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAnswersTogether } from './answers-together.js';

const fail = (error: unknown): void => expect(error).toBeUndefined();

describe('answers together', () => {
  it('sends nothing in the turn in which an answer became ready', () => {
    const sendSoon = createAnswersTogether(fail);
    const sent: string[] = [];
    sendSoon(() => sent.push('a'));
    expect(sent).toEqual([]);
  });

  it('sends the answers of one turn together, in the order in which they became ready', async () => {
    const sendSoon = createAnswersTogether(fail);
    const sent: string[] = [];
    sendSoon(() => sent.push('a'));
    await Promise.resolve();
    sendSoon(() => sent.push('b'));
    await nextTurn();
    expect(sent).toEqual(['a', 'b']);
  });

  it('leaves an answer that becomes ready while others are sent to the next turn', async () => {
    const sendSoon = createAnswersTogether(fail);
    const sent: string[] = [];
    sendSoon(() => {
      sent.push('a');
      sendSoon(() => sent.push('b'));
    });
    await nextTurn();
    expect(sent).toEqual(['a']);
    await nextTurn();
    expect(sent).toEqual(['a', 'b']);
  });

  it('sends the others where one can not be sent, and goes on in the next turn', async () => {
    const errors: unknown[] = [];
    const sendSoon = createAnswersTogether((error) => void errors.push(error));
    const sent: string[] = [];
    const failure = new TypeError('no such socket');
    sendSoon(() => sent.push('a'));
    sendSoon(() => {
      throw failure;
    });
    sendSoon(() => sent.push('b'));
    await nextTurn();
    expect([sent, errors]).toEqual([['a', 'b'], [failure]]);
    sendSoon(() => sent.push('c'));
    await nextTurn();
    expect(sent).toEqual(['a', 'b', 'c']);
  });
});
