// Requests take their time from one clock, but may reach the window out of order by as much. More than that: the clock
// was set back.
const DISORDER_MS = 1000;

/**
 * The times of the requests that were let in within the last `windowMs`: so no stretch of that length, wherever it
 * begins, holds more than the limit. The times of a ring that grows to what was used, eight bytes each.
 */
export class SlidingWindow {
  readonly #windowMs: number;
  #times = new Float64Array(8);
  #first = 0;
  #count = 0;
  #clockMs = -Infinity;
  #setBackMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Requests within the window at `nowMs`. */
  countAt(nowMs: number): number {
    this.#forget(this.#toTime(nowMs));
    return this.#count;
  }

  /** How long to wait until a request fits under `limit`, which is at least 1; 0: it fits now. */
  waitMs(limit: number, nowMs: number): number {
    const timeMs = this.#toTime(nowMs);
    this.#forget(timeMs);
    if (this.#count < limit) return 0;
    // The one whose end leaves one less than the limit.
    return this.#timeAt(this.#count - limit) + this.#windowMs - timeMs;
  }

  /** How long until nothing is left in the window. */
  emptyInMs(nowMs: number): number {
    const timeMs = this.#toTime(nowMs);
    this.#forget(timeMs);
    return this.#count === 0 ? 0 : this.#timeAt(this.#count - 1) + this.#windowMs - timeMs;
  }

  /** Counts a request, and gives the time under which it is taken back. */
  add(nowMs: number): number {
    const timeMs = this.#toTime(nowMs);
    this.#forget(timeMs);
    if (this.#count === this.#times.length) this.#grow();
    this.#times[(this.#first + this.#count) % this.#times.length] = timeMs;
    this.#count += 1;
    return timeMs;
  }

  /** Takes a request back that was counted at `timeMs`, unless the window has passed it. */
  remove(timeMs: number): void {
    let at = this.#count - 1;
    while (at >= 0 && this.#timeAt(at) > timeMs) at -= 1;
    if (at < 0 || this.#timeAt(at) !== timeMs) return;
    for (let next = at + 1; next < this.#count; next += 1) {
      this.#times[(this.#first + next - 1) % this.#times.length] = this.#timeAt(next);
    }
    this.#count -= 1;
  }

  /** A clock that was set back goes on from where it was: or what was counted would count for as long again. */
  #toTime(nowMs: number): number {
    const timeMs = nowMs + this.#setBackMs;
    if (timeMs >= this.#clockMs) {
      this.#clockMs = timeMs;
    } else if (this.#clockMs - timeMs > DISORDER_MS) {
      this.#setBackMs += this.#clockMs - timeMs;
    }
    return this.#clockMs;
  }

  #forget(timeMs: number): void {
    const sinceMs = timeMs - this.#windowMs;
    while (this.#count > 0 && this.#timeAt(0) <= sinceMs) {
      this.#first = (this.#first + 1) % this.#times.length;
      this.#count -= 1;
    }
  }

  #timeAt(at: number): number {
    return this.#times[(this.#first + at) % this.#times.length] ?? 0;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    for (let at = 0; at < this.#count; at += 1) times[at] = this.#timeAt(at);
    this.#times = times;
    this.#first = 0;
  }
}
