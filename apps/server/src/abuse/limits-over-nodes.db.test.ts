import { expect, it, onTestFinished } from 'vitest';
import { writePlansFile, type TestPlan } from '../testing/plans-file-fixture.js';
import type { Answer } from './answer-fixture.js';
import { createNodes, describeNodes, type Nodes } from './nodes-fixture.js';

async function createLimitedNodes(plan: TestPlan, billing: 'on' | 'off' = 'off') {
  const config = { plansFile: writePlansFile({ tight: plan }), defaultPlan: 'tight', billing };
  const nodes = await createNodes(3, { config });
  onTestFinished(() => nodes.close());
  const account = await nodes.worlds[0]?.signUp();
  return { nodes, key: account?.key ?? '' };
}

function burst({ worlds }: Nodes, key: string, count: number, url = '/v1/memories/count'): Promise<Answer[]> {
  const calls = Array.from({ length: count }, async (_, at) => worlds[at % worlds.length]?.call({ url, key }));
  return Promise.all(calls).then((answers) => answers.filter((answer) => answer !== undefined));
}

function countOk(answers: readonly Answer[]): number {
  return answers.filter(({ status }) => status === 200).length;
}

describeNodes('limits on three nodes', () => {
  it('52 of a day, exactly N are let in, however they fall on the nodes', async () => {
    const { nodes, key } = await createLimitedNodes({ perDay: 100 });
    // Signing up asked once who it is.
    expect(countOk(await burst(nodes, key, 150))).toBe(99);
    expect(countOk(await burst(nodes, key, 9))).toBe(0);
  }, 60_000);

  it('52 of a day on a plan with a minute, exactly N in the end: no node is refused what another holds unused', async () => {
    const { nodes, key } = await createLimitedNodes({ perDay: 90, perMinute: 1000 });
    let answered = 1;
    for (let bursts = 0; bursts < 9; bursts += 1) answered += countOk(await burst(nodes, key, 11));
    expect(answered).toBe(90);
  }, 60_000);

  it('52 of a month and of memories stored, exactly N', async () => {
    const { nodes, key } = await createLimitedNodes({ calls: 60, memoriesStored: 10 }, 'on');
    const stored = await Promise.all(
      Array.from({ length: 18 }, async (_, at) =>
        nodes.worlds[at % 3]?.call({
          method: 'POST',
          url: '/v1/memories',
          key,
          body: { text: 'a', namespace: `n${at % 2}` },
        }),
      ),
    );
    expect(stored.filter((answer) => answer?.status === 201)).toHaveLength(10);
    expect(stored.filter((answer) => answer?.code === 'QUOTA_EXCEEDED')).toHaveLength(8);
    // One for signing up, ten that were stored; those that were refused are free.
    expect(countOk(await burst(nodes, key, 70))).toBe(49);
  }, 60_000);
});
