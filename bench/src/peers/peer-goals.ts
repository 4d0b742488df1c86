import { invariant } from '@memory-api/contract';
import { atLeast } from '../measurements/report.js';
import type { GoalOutcome } from '../measurements/report.js';
import type { ContestantFigures } from './measure-contestant.js';
import { EVIDENCE_GROUP } from './peer-data.js';

const POINTS_AHEAD = 20;
const TIMES_AS_FAST = 100;

/** The service ahead of each peer in the recall of evidence, and of mem0 in speed among many memories. */
export function toPeerGoals([service, ...peers]: readonly ContestantFigures[]): GoalOutcome[] {
  invariant(service !== undefined, 'the service is measured first');
  const ahead = peers.flatMap(({ name, recall }) => {
    const [ours, theirs] = [service.recall[EVIDENCE_GROUP]?.at10, recall[EVIDENCE_GROUP]?.at10];
    if (ours === undefined || theirs === undefined) return [];
    return [atLeast(`points ahead of ${name} in R@10 of evidence`, toTenths(ours - theirs), POINTS_AHEAD)];
  });
  const { memories, queriesPerSecond } = service.largeSpeed;
  const faster = peers
    .filter(({ name }) => name === 'mem0')
    .map(({ largeSpeed }) => {
      const times = toTenths(queriesPerSecond / largeSpeed.queriesPerSecond);
      return atLeast(`times mem0's queries a second at ${memories}`, times, TIMES_AS_FAST);
    });
  return [...ahead, ...faster];
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
