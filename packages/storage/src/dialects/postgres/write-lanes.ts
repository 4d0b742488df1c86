/**
 * Lets at most `width` tasks of one lane run at a time; those that come later wait in their order. So the writers of one
 * organization, when they wait for each other's locks, leave connections for those of the others.
 */
export class WriteLanes {
  readonly #width: number;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(width: number) {
    this.#width = width;
  }

  /** Tasks that wait for their turn. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Runs a task in its lane; one without a lane runs at once. */
  async run<T>(lane: string | undefined, task: () => Promise<T>): Promise<T> {
    if (lane === undefined) return task();
    await this.#enter(lane);
    try {
      return await task();
    } finally {
      this.#leave(lane);
    }
  }

  #enter(lane: string): Promise<void> {
    const running = this.#running.get(lane) ?? 0;
    if (running < this.#width) {
      this.#running.set(lane, running + 1);
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.set(lane, [...(this.#waiting.get(lane) ?? []), resolve]));
  }

  /** Hands the place on to the one that has waited longest, or gives it up. */
  #leave(lane: string): void {
    const [next, ...rest] = this.#waiting.get(lane) ?? [];
    if (rest.length > 0) this.#waiting.set(lane, rest);
    else this.#waiting.delete(lane);
    if (next !== undefined) {
      next();
      return;
    }
    const running = (this.#running.get(lane) ?? 1) - 1;
    if (running > 0) this.#running.set(lane, running);
    else this.#running.delete(lane);
  }
}
