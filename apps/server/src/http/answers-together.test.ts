import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAnswersTogether } from './answers-together.js';

describe('answers together', () => {
  it('sends nothing in the turn in which an answer became ready', () => {
    const sendSoon = createAnswersTogether();
    const sent: string[] = [];
    sendSoon(() => sent.push('a'));
    expect(sent).toEqual([]);
  });

  it('sends the answers of one turn together, in the order in which they became ready', async () => {
    const sendSoon = createAnswersTogether();
    const sent: string[] = [];
    sendSoon(() => sent.push('a'));
    await Promise.resolve();
    sendSoon(() => sent.push('b'));
    await nextTurn();
    expect(sent).toEqual(['a', 'b']);
  });

  it('leaves an answer that becomes ready while others are sent to the next turn', async () => {
    const sendSoon = createAnswersTogether();
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
});
