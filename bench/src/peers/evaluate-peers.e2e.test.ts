import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evaluatePeers } from './evaluate-peers.js';
import { toLocomoStore } from './peer-data.js';

const turn = (id: string, text: string) => ({ id, session: id, text, occurredAtMs: Date.UTC(2023, 4, 8) });

// Invented for this test.
const STORE = toLocomoStore({
  id: 'c1',
  turns: [
    turn('t1', 'Ilse: My violin is in the cellar, the damp will ruin it.'),
    turn('t2', 'Tomo: I started as a beekeeper near Ghent in March.'),
    turn('t3', 'Ilse: The trains to Leeds were late again.'),
  ],
  questions: [
    { text: 'Where does Ilse keep the violin?', category: 4, evidence: ['t1'] },
    { text: 'What is the job of Tomo?', category: 1, evidence: ['t2'] },
  ],
});

describe('evaluatePeers', () => {
  it('measures the started service and a peer in a process of its own on the same data', async () => {
    const file = fileURLToPath(new URL('../../dist/peers/word-peer-fixture.js', import.meta.url));
    const said: string[] = [];
    const evaluation = await evaluatePeers({
      dataSet: 'two questions',
      stores: [STORE],
      peers: ['minisearch'],
      installed: { file, versions: { words: '1.2.3' } },
      memories: 40,
      seconds: 1,
      seed: 7,
      version: '0.0.1',
      say: (line) => said.push(line),
    });
    const { contestants, goals, stored, seed } = evaluation;
    expect({ stored, seed }).toEqual({ stored: 3, seed: 7 });
    expect(contestants.map(({ name, packageName, version }) => [name, packageName, version])).toEqual([
      ['service', 'memory-api', '0.0.1'],
      ['minisearch', 'words', '1.2.3'],
    ]);
    for (const { name, recall, speed, largeSpeed, largeFoundAt10 } of contestants) {
      expect(Object.keys(recall), name).toEqual(['evidence turns', 'category 4', 'category 1']);
      expect(recall['evidence turns'], name).toMatchObject({ questions: 2, at20: 100, sessionsAt10: 100 });
      expect([speed.memories, largeSpeed.memories], name).toEqual([3, 40]);
      expect(largeSpeed.queriesPerSecond, name).toBeGreaterThan(1);
      expect(largeFoundAt10, name).toBeGreaterThan(90);
    }
    expect(contestants[0]?.recall['evidence turns']?.at1).toBe(100);
    expect(goals).toEqual([expect.objectContaining({ figure: 'points ahead of minisearch in R@10 of evidence' })]);
    expect(said).toContain('service: c1, 3 memories …');
  }, 120_000);
});
