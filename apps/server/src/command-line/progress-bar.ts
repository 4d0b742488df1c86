/** How far something long has come. */
export type Progress = {
  /** What is being done, such as "copy". */
  readonly step: string;
  /** What it is being done to at present. */
  readonly item: string;
  readonly done: number;
  readonly total: number;
};

/** Shows how far something long has come. */
export interface ProgressBar {
  show(progress: Progress): void;
  /** Leaves the line free for what comes next. */
  end(): void;
}

/** The part of a stream that is written to. */
type Output = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

const WIDTH = 30;
// A person sees no more of them, and a slow terminal holds up nothing.
const PAUSE_MS = 100;

/** A bar that moves on a terminal, and one line for each step and item anywhere else. */
export function createProgressBar(output: Output, now: () => number = performance.now.bind(performance)): ProgressBar {
  return output.isTTY === true ? createMovingBar(output, now) : createLines(output);
}

function createMovingBar(output: Output, now: () => number): ProgressBar {
  let last: Progress | null = null;
  let shownAtMs = Number.NEGATIVE_INFINITY;
  const draw = (progress: Progress): void => {
    shownAtMs = now();
    const text = toBar(progress).slice(0, Math.max(1, (output.columns ?? 80) - 1));
    output.write(`\r\u001B[K${text}`);
  };
  return {
    show(progress) {
      if (last !== null && last.step !== progress.step) {
        draw(last);
        output.write('\n');
      }
      last = progress;
      if (now() - shownAtMs >= PAUSE_MS) draw(progress);
    },
    end() {
      if (last === null) return;
      draw(last);
      output.write('\n');
    },
  };
}

function toBar({ step, item, done, total }: Progress): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
  const counts = `${done.toLocaleString('en')} / ${total.toLocaleString('en')}`;
  return `${step.padEnd(6)} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${counts} rows  ${item}`;
}

function createLines(output: Output): ProgressBar {
  let last: Progress | null = null;
  const write = ({ step, item, done, total }: Progress): unknown =>
    output.write(`${step} ${item}: ${done} of ${total} rows\n`);
  return {
    show(progress) {
      if (last !== null && (last.step !== progress.step || last.item !== progress.item)) write(last);
      last = progress;
    },
    end() {
      if (last !== null) write(last);
    },
  };
}
