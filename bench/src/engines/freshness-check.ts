import { invariant } from '@memory-api/contract';
import { openRecallSource } from '@memory-api/storage';
import type { RecallPosition, RecallSource, RecallSourceLocation, Tenant } from '@memory-api/storage';
import { median, summarize } from '../harness/percentile.js';
import { NAMESPACE } from './engine-subject.js';

/** Where a check is made from. */
export interface CheckedSource {
  readonly location: RecallSourceLocation;
  readonly orgId: string;
}

/** What a check takes, in milliseconds. */
export interface CheckFigures {
  readonly p50: number;
  readonly p95: number;
}

const CHECKS = 1000;

/**
 * What recall asks before each query: whether anything has changed in a namespace, which nothing has. One source after
 * the other, as often as there are rounds.
 */
export async function timeChecks(
  sources: Readonly<Record<string, CheckedSource>>,
  rounds: number,
): Promise<Readonly<Record<string, CheckFigures>>> {
  const checks = await Promise.all(Object.entries(sources).map(async ([name, source]) => [name, await open(source)]));
  return timeInTurn(Object.fromEntries(checks) as Record<string, OpenedCheck>, rounds);
}

interface OpenedCheck {
  check(): Promise<void>;
  close(): Promise<void>;
}

async function open({ location, orgId }: CheckedSource): Promise<OpenedCheck> {
  const source = await openRecallSource(location);
  const tenant = { orgId, environment: 'live' } as const;
  const known = await readPosition(source, tenant);
  return {
    check: async () => {
      const { changes, rebuild } = await source.changesSince(tenant, NAMESPACE, known, { limit: 1000 });
      invariant(changes.length === 0 && !rebuild, 'nothing writes while checks are timed');
    },
    close: () => source.close(),
  };
}

async function readPosition(source: RecallSource, tenant: Tenant): Promise<RecallPosition> {
  const { state } = await source.changesSince(tenant, NAMESPACE, null, { limit: 1 });
  invariant(state !== null, 'the namespace has been filled');
  return state;
}

async function timeInTurn(
  checks: Readonly<Record<string, OpenedCheck>>,
  rounds: number,
): Promise<Readonly<Record<string, CheckFigures>>> {
  const figures: Record<string, CheckFigures[]> = {};
  for (const { check } of Object.values(checks)) await timeRound(check);
  for (let round = 0; round < rounds; round++) {
    for (const [name, { check }] of Object.entries(checks)) (figures[name] ??= []).push(await timeRound(check));
  }
  for (const { close } of Object.values(checks)) await close();
  return Object.fromEntries(
    Object.entries(figures).map(([name, taken]) => [
      name,
      { p50: median(taken.map(({ p50 }) => p50)), p95: median(taken.map(({ p95 }) => p95)) },
    ]),
  );
}

async function timeRound(check: () => Promise<void>): Promise<CheckFigures> {
  const latenciesMs: number[] = [];
  for (let place = 0; place < CHECKS; place++) {
    const startedAtMs = performance.now();
    await check();
    latenciesMs.push(performance.now() - startedAtMs);
  }
  return summarize(latenciesMs);
}
