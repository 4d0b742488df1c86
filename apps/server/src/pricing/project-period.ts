import { intersect } from '../plans/billing-period.js';
import type { Metric } from '../plans/plan.js';
import type { MeteredPeriod } from './metered-period.js';
import type { Used } from './terms.js';

/**
 * The period as it will be at its end, if so much more is used until then: evenly over the time that is left, whatever
 * changes in it.
 *
 * @param rest - what is still to be used from `nowMs` on
 */
export function projectPeriod(metered: MeteredPeriod, nowMs: number, rest: Used): MeteredPeriod {
  const left = { fromMs: nowMs, toMs: metered.period.toMs };
  const ahead = metered.basis.stretches.flatMap((stretch) => intersect(stretch, left) ?? []);
  const leftMs = ahead.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  let passedMs = 0;
  const pieces = ahead.map((piece) => {
    const before = scale(rest, passedMs, leftMs);
    passedMs += piece.toMs - piece.fromMs;
    const after = scale(rest, passedMs, leftMs);
    return { ...piece, used: combine((metric) => after[metric] - before[metric]) };
  });
  return { ...metered, pieces: [...metered.pieces, ...pieces] };
}

/** Whole units; all of them at the end, so that the pieces add up. */
function scale(used: Used, passedMs: number, leftMs: number): Used {
  return combine((metric) => (passedMs === leftMs ? used[metric] : Math.floor(used[metric] * (passedMs / leftMs))));
}

function combine(pick: (metric: Metric) => number): Used {
  return { calls: pick('calls'), tokens: pick('tokens'), embeddings: pick('embeddings') };
}
