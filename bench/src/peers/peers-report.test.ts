import { describe, expect, it } from 'vitest';
import { createContestantFigures } from './peer-figures-fixture.js';
import { toPeerGoals } from './peer-goals.js';
import { PEERS_NOTES, toPeersText } from './peers-report.js';

const contestants = [createContestantFigures('service', 83.3, 250), createContestantFigures('mem0', 56.1, 2)];
const text = toPeersText({ dataSet: 'locomo', stored: 3000, seed: 7, contestants, goals: toPeerGoals(contestants) });
const lines = text.split('\n');

describe('toPeersText', () => {
  it('sets the service and its peers side by side, group by group', () => {
    const rows = lines.filter((line) => line.startsWith('evidence turns')).map((line) => line.split(/ {2,}/u));
    expect(rows.map(([group, name, number]) => [group, name, number])).toEqual([
      ['evidence turns', 'service', '10'],
      ['evidence turns', 'mem0', '10'],
    ]);
    expect(rows.map((row) => row[6])).toEqual(['83.3', '56.1']);
  });

  it('tells speed at both sizes', () => {
    const rows = lines.filter((line) => /^(?:service|mem0) /u.test(line)).map((line) => line.trim().split(/ {2,}/u));
    expect(rows).toEqual([
      ['service', '600', '2', '4', '500'],
      ['mem0', '600', '2', '4', '500'],
      ['service', '10000', '2', '4', '250'],
      ['mem0', '10000', '2', '4', '2'],
    ]);
  });

  it('says which versions ran, with which settings, on what, and how it was measured', () => {
    expect(lines[0]).toContain(`Node ${process.version}`);
    expect(lines[0]).toContain('locomo, 3000 memories; seed 7');
    expect(text).toContain('mem0 (mem0-package 3.2.1): all defaults; found 99.5 % of the synthetic memories');
    for (const note of PEERS_NOTES) expect(text).toContain(note);
  });

  it('tells which goals were met', () => {
    expect(text).toMatch(/points ahead of mem0 in R@10 of evidence +27\.2 +≥ 20 +met/u);
    expect(text).toMatch(/times mem0's queries a second at 10000 +125 +≥ 100 +met/u);
  });

  it('leaves out the table of goals where there are none', () => {
    expect(toPeersText({ dataSet: 'x', stored: 1, seed: 1, contestants, goals: [] })).not.toContain('wanted');
  });
});
