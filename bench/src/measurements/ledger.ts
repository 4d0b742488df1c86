import { isExact } from '../ledger/ledger-books.js';
import { killUnderLoad, type KillFigures } from '../ledger/ledger-kills.js';
import { measureMeteringCost, type CostFigures } from '../ledger/metering-cost.js';
import { atLeast, atMost, type MeasurementOptions, type Report } from './report.js';

const KILLS = 5;
const SECONDS = 2;
const ENGINES = ['sqlite', 'postgres'] as const;

/** Whether the ledger keeps its word where a server is killed, and what it costs a read. */
export async function measureLedger({ rounds, seconds, seed, say }: MeasurementOptions): Promise<Report> {
  say(`seed ${seed}`);
  const kills = [];
  const costs = [];
  for (const engine of ENGINES) kills.push(await killUnderLoad(engine, { kills: rounds ?? KILLS, seed, say }));
  for (const engine of ENGINES) {
    say(`a read with the ledger and without, ${engine} …`);
    costs.push(await measureMeteringCost(engine, seconds ?? SECONDS));
  }
  return toReport(kills, costs);
}

function toReport(kills: readonly KillFigures[], costs: readonly CostFigures[]): Report {
  return {
    figures: { kills, costs },
    headings: ['', ...ENGINES],
    rows: [
      toRow('kill -9', kills, (one) => one.kills),
      toRow('answered requests that count', kills, (one) => one.counted),
      toRow('answered requests that are free', kills, (one) => one.free),
      toRow('under way at the kills', kills, (one) => one.underWay),
      toRow('rows without an answer', kills, (one) => one.unanswered),
      toRow('counted without a row', kills, (one) => one.missing),
      toRow('counted twice', kills, (one) => one.doubled),
      toRow('free with a row', kills, (one) => one.charged),
      toRow('rows that say something else', kills, (one) => one.wrong),
      toRow('sums off', kills, (one) => one.sumsOff),
      toRow('reads/s with the ledger', costs, (one) => one.meteredPerSecond),
      toRow('reads/s without', costs, (one) => one.unmeteredPerSecond),
      toRow('throughput, with ÷ without', costs, (one) => one.ratio),
      toRow('µs CPU/read, with', costs, (one) => one.meteredCpuMicroseconds),
      toRow('µs CPU/read, without', costs, (one) => one.unmeteredCpuMicroseconds),
      toRow('processor time, without ÷ with', costs, (one) => one.cpuRatio),
    ],
    goals: [
      ...kills.flatMap((one) => [
        atMost(`${one.engine}: counted requests without a row, or with two`, one.missing + one.doubled, 0),
        atMost(`${one.engine}: rows of free requests, or that say something else`, one.charged + one.wrong, 0),
        atMost(`${one.engine}: rows without an answer`, one.unanswered, one.underWay),
        atMost(`${one.engine}: sums or memories that disagree with the rows`, one.sumsOff + one.miscounts, 0),
        atMost(`${one.engine}: answers other than expected`, one.unexpected.length, 0),
      ]),
      ...costs.map(({ engine, ratio }) => atLeast(`${engine}: throughput of a read, with ÷ without`, ratio, 0.85)),
    ],
    notes: [
      '8 lanes with 3 live keys read, write, are refused, and send again what is answered from what was kept; the server is killed at random moments and started again.',
      'After each kill every answer is compared with the rows, ledger:verify counts the sums anew, and the rows of writes are compared with the memories.',
      'The cost is that of GET /v1/memories/{id} on 50 connections: one server whose ledger is turned off and on, turn about.',
    ],
    isBroken: kills.some((one) => !isExact(one) || one.sumsOff + one.miscounts + one.unexpected.length > 0),
  };
}

function toRow<Figures>(
  name: string,
  figures: readonly Figures[],
  pick: (one: Figures) => number,
): readonly (string | number)[] {
  return [name, ...figures.map(pick)];
}
