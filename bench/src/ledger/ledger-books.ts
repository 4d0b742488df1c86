/** A request that was answered. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly operation: string;
  readonly keyId: string;
  readonly status: number;
  /** Whether its answer is one that counts. */
  readonly counts: boolean;
}

/** A row of the ledger, as far as it is compared. */
export type LedgerRow = Pick<AnsweredRequest, 'requestId' | 'operation' | 'keyId' | 'status'>;

/** What the comparison came to. */
export interface LedgerTally {
  /** Answered requests that count. */
  counted: number;
  /** Answered requests that are free. */
  free: number;
  /** Counted ones without a row. */
  missing: number;
  /** Rows that two requests share, or that are there twice. */
  doubled: number;
  /** Rows of free requests. */
  charged: number;
  /** Rows that say another operation, key or status than the answer. */
  wrong: number;
  /** Rows of requests that nobody was answered for. */
  unanswered: number;
  /** Requests that were under way at a kill. */
  underWay: number;
}

/** What callers know of their requests, to be compared with the rows of the ledger. */
export interface LedgerBooks {
  readonly tally: LedgerTally;
  /** Notes an answer. */
  answered(request: AnsweredRequest): void;
  /** Notes that a request was sent and never answered. */
  broken(): void;
  /** Compares what was answered since the last time with the rows that have come since. */
  compare(rows: readonly LedgerRow[]): void;
}

/** Opens the books. */
export function createLedgerBooks(): LedgerBooks {
  const tally: LedgerTally = {
    counted: 0,
    free: 0,
    missing: 0,
    doubled: 0,
    charged: 0,
    wrong: 0,
    unanswered: 0,
    underWay: 0,
  };
  let open = new Map<string, AnsweredRequest>();

  function judgeRow(row: LedgerRow, request: AnsweredRequest): void {
    if (!request.counts) tally.charged += 1;
    else if (row.operation !== request.operation || row.keyId !== request.keyId || row.status !== request.status) {
      tally.wrong += 1;
    }
  }

  return {
    tally,
    answered(request) {
      if (open.has(request.requestId)) tally.doubled += 1;
      open.set(request.requestId, request);
      if (request.counts) tally.counted += 1;
      else tally.free += 1;
    },
    broken: () => void (tally.underWay += 1),
    compare(rows) {
      const found = new Set<string>();
      for (const row of rows) {
        if (found.has(row.requestId)) tally.doubled += 1;
        found.add(row.requestId);
        const request = open.get(row.requestId);
        if (request === undefined) tally.unanswered += 1;
        else judgeRow(row, request);
      }
      for (const { requestId, counts } of open.values()) {
        if (counts && !found.has(requestId)) tally.missing += 1;
      }
      open = new Map();
    },
  };
}

/** Whether every promise of the ledger was kept. */
export function isExact({ missing, doubled, charged, wrong, unanswered, underWay }: LedgerTally): boolean {
  return missing + doubled + charged + wrong === 0 && unanswered <= underWay;
}
