import { describe, expect, it } from 'vitest';
import type { EmbedKind } from './minilm-protocol.js';
import { createWindowQueue, type TextJob } from './window-queue.js';

interface LengthJob extends TextJob {
  readonly length: number;
}

function job(
  length: number,
  { requestId = 1, kind = 'texts' }: { requestId?: number; kind?: EmbedKind } = {},
): LengthJob {
  const ids = Array.from({ length }, () => 0);
  return { requestId, kind, length, peek: () => ({ ids, newTokens: length }) };
}

function runsOf(jobs: readonly LengthJob[], runTokens = 100): number[][] {
  const queue = createWindowQueue<LengthJob>(runTokens);
  for (const one of jobs) queue.push(one);
  const runs: number[][] = [];
  for (let run = queue.takeRun(); run.length > 0; run = queue.takeRun()) runs.push(run.map(({ length }) => length));
  return runs;
}

describe('createWindowQueue', () => {
  it('has no run when nothing waits', () => {
    expect(createWindowQueue(100).takeRun()).toEqual([]);
  });

  it('puts texts together as long as the padded run stays within its tokens', () => {
    expect(runsOf([job(20), job(20), job(20), job(20), job(20), job(20)])).toEqual([[20, 20, 20, 20, 20], [20]]);
  });

  it('counts the padding: every text of a run costs as much as its longest', () => {
    expect(runsOf([job(50), job(10), job(10), job(10)])).toEqual([
      [50, 10],
      [10, 10],
    ]);
  });

  it('puts texts of near length together, the first in line always among them', () => {
    expect(runsOf([job(30), job(90), job(31), job(5), job(29)])).toEqual([[30, 31, 29], [90], [5]]);
  });

  it('runs a window alone that is longer than a run', () => {
    expect(runsOf([job(250), job(10)])).toEqual([[250], [10]]);
  });

  it('takes questions first, whatever waited before', () => {
    expect(runsOf([job(10), job(11), job(7, { kind: 'query' })])).toEqual([[7], [10, 11]]);
  });

  it('never puts questions and texts into one run', () => {
    expect(runsOf([job(10, { kind: 'query' }), job(10)])).toEqual([[10], [10]]);
  });

  it('lets a text with more windows wait for those that are in line', () => {
    const queue = createWindowQueue<LengthJob>(100);
    const long = job(100);
    queue.push(long);
    expect(queue.takeRun()).toEqual([long]);
    const short = job(90);
    queue.push(short);
    queue.push(long);
    expect(queue.takeRun()).toEqual([short]);
    expect(queue.takeRun()).toEqual([long]);
  });

  it('takes out all texts of a request and no others', () => {
    const queue = createWindowQueue<LengthJob>(100);
    const kept = job(12, { requestId: 2 });
    for (const one of [job(10), kept, job(11), job(9, { kind: 'query' })]) queue.push(one);
    queue.remove(1);
    expect(queue.takeRun()).toEqual([kept]);
    expect(queue.takeRun()).toEqual([]);
  });

  it('looks at the front of the line only, so that a long line is not tokenized at once', () => {
    let peeked = 0;
    const queue = createWindowQueue<TextJob>(100);
    for (let index = 0; index < 1000; index += 1) {
      const one: TextJob = {
        requestId: index,
        kind: 'texts',
        peek: () => {
          peeked += 1;
          return { ids: [1, 2, 3], newTokens: 1 };
        },
      };
      queue.push({ ...one });
    }
    expect(queue.takeRun()).toHaveLength(32);
    expect(peeked).toBeLessThan(1000);
  });
});
