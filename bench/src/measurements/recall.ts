import { measureNamespaces } from '../recall/many-namespaces.js';
import { measureRecallSize } from '../recall/measure-recall.js';
import type { RecallSizeFigures } from '../recall/measure-recall.js';
import { toRecallReport } from '../recall/recall-report.js';
import type { MeasurementOptions, Report } from './report.js';

const SIZES = [10_000, 100_000, 1_000_000];
const QUESTIONS = 200;
const CROWD_SECONDS = 5;
const SMALL_NAMESPACES = 2000;
const NAMESPACES_SECONDS = 20;
// Of a run with other sizes: as many small namespaces as the smallest size has memories for.
const FEWEST_SMALL_NAMESPACES = 50;

/**
 * Speed and growth of queries over HTTP: latency by size beside usearch's own scan, what an index takes to load, to
 * keep current and in memory, whom a crowd of queries holds up, and thousands of small namespaces in turn.
 */
export async function measureRecall(options: MeasurementOptions): Promise<Report> {
  const { seed, say, seconds } = options;
  const sizes = options.sizes ?? SIZES;
  const questions = options.rounds ?? QUESTIONS;
  const measured: RecallSizeFigures[] = [];
  for (const memories of sizes) {
    const crowdSeconds = Math.min(CROWD_SECONDS, seconds ?? CROWD_SECONDS);
    measured.push(await measureRecallSize({ memories, questions, crowdSeconds, seed, say }));
  }
  const namespaces = await measureNamespaces({
    namespaces: Math.max(FEWEST_SMALL_NAMESPACES, Math.min(SMALL_NAMESPACES, ...sizes)),
    seconds: seconds ?? NAMESPACES_SECONDS,
    seed,
    say,
  });
  return toRecallReport({ questions, sizes: measured, namespaces });
}
