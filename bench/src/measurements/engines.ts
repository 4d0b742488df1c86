import { toEnginesReport } from '../engines/engines-report.js';
import { measureSize } from '../engines/measure-size.js';
import type { SizeFigures } from '../engines/measure-size.js';
import { withPostgresServer } from '../harness/postgres-cluster.js';
import type { MeasurementOptions, Report } from './report.js';

const SIZES = [10_000, 100_000];
const ROUNDS = 3;
const SECONDS = 2;

/** PostgreSQL beside SQLite, both durable, with the same memories, turn about on the same machine. */
export async function measureEngines(options: MeasurementOptions): Promise<Report> {
  const rounds = options.rounds ?? ROUNDS;
  const seconds = options.seconds ?? SECONDS;
  return withPostgresServer(async (server) => {
    const sizes: SizeFigures[] = [];
    for (const memories of options.sizes ?? SIZES) {
      // Where the namespace is small: a second node needs an index of its own, which is not what is measured.
      const withTwoNodes = sizes.length === 0;
      sizes.push(await measureSize({ ...options, server, memories, rounds, seconds, withTwoNodes }));
    }
    return toEnginesReport(sizes, rounds);
  });
}
