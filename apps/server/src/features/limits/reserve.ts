/** How many requests a node may let in without asking, and for how long. */
export interface Reserve {
  readonly requests: number;
  readonly lastsMs: number;
}

/** What a reserve is decided by. */
export interface ReserveFacts {
  /** Requests of the period that no node has used or reserved. */
  readonly free: number;
  readonly size: number;
  /** Most requests of the tenant that one node lets in a minute; null: nothing slows it. */
  readonly perMinute: number | null;
  /** Most nodes that count at a time. */
  readonly nodes: number;
}

const LASTS_MS = 15_000;
const LASTS_UNBOUNDED_MS = 1000;
const MOST_UNBOUNDED = 1000;
// Of what is free, and of what the others may not need before it comes back.
const SHARE = 16;

/**
 * What a node keeps for the requests to come. Only of what the other nodes can't use up before it is given back: each of
 * them may let in a minute's requests meanwhile. So no node is refused what another one holds unused; near the end of a
 * period every request is asked for.
 */
export function toReserve({ free, size, perMinute, nodes }: ReserveFacts): Reserve {
  const needed = (nodes - 1) * (perMinute ?? size / SHARE);
  const most = Math.min(Math.floor((free - needed) / SHARE), perMinute ?? MOST_UNBOUNDED);
  return { requests: Math.max(0, most), lastsMs: perMinute === null ? LASTS_UNBOUNDED_MS : LASTS_MS };
}
