import type { EmbedKind } from './minilm-protocol.js';
import type { TokenWindow } from './to-token-windows.js';

/** A text on its way through the model, window by window. */
export interface TextJob {
  readonly requestId: number;
  readonly kind: EmbedKind;
  /** The window that comes next. Tokenized when first asked for. */
  readonly peek: () => TokenWindow;
}

/** What waits for the model, and in which order it gets it. */
export interface WindowQueue<Job extends TextJob> {
  /** Puts a job at the end of its line. */
  push(job: Job): void;
  /** Takes out the jobs whose next windows share the next run; empty when nothing waits. */
  takeRun(): readonly Job[];
  /** Takes out all jobs of a request. */
  remove(requestId: number): void;
}

/**
 * How many jobs at the front of the line may be put together by length. More would tokenize further ahead than pays.
 */
const CHOICE = 32;

/**
 * Makes a queue of two lines: texts move only when no question waits. A job with more windows goes back to the end of
 * its line, so a long text and many short ones take turns.
 *
 * @param runTokens - the most tokens of one run, padding included; a longer window runs alone
 */
export function createWindowQueue<Job extends TextJob>(runTokens: number): WindowQueue<Job> {
  const lines: Record<EmbedKind, Job[]> = { query: [], texts: [] };
  return {
    push: (job) => void lines[job.kind].push(job),
    takeRun: () => takeFrom(lines.query.length > 0 ? lines.query : lines.texts, runTokens),
    remove: (requestId) => {
      for (const kind of ['query', 'texts'] as const) {
        lines[kind] = lines[kind].filter((job) => job.requestId !== requestId);
      }
    },
  };
}

function takeFrom<Job extends TextJob>(line: Job[], runTokens: number): readonly Job[] {
  const run = chooseRun(line.slice(0, CHOICE), runTokens);
  for (const job of run) line.splice(line.indexOf(job), 1);
  return run;
}

/** The first in line, and those nearest to it in length: every window is padded to the longest of its run. */
function chooseRun<Job extends TextJob>(jobs: readonly Job[], runTokens: number): readonly Job[] {
  const [first] = jobs;
  if (first === undefined) return [];
  const firstLength = lengthOf(first);
  const byNearness = jobs.toSorted((a, b) => Math.abs(lengthOf(a) - firstLength) - Math.abs(lengthOf(b) - firstLength));
  const run: Job[] = [];
  let longest = 0;
  for (const job of byNearness) {
    longest = Math.max(longest, lengthOf(job));
    if (run.length > 0 && longest * (run.length + 1) > runTokens) break;
    run.push(job);
  }
  return run;
}

function lengthOf(job: TextJob): number {
  return job.peek().ids.length;
}
