import { DURATION_BUCKETS_SECONDS, type RequestCount } from './request-tally.js';

const NAME = 'http_request_duration_seconds';

interface RouteTimes {
  count: number;
  sumSeconds: number;
  readonly buckets: number[];
}

/**
 * Writes the times of requests as a histogram by route, in Prometheus' text format: each bucket
 * counts all that took its bound or less. Routes come from the table of operations, so that no
 * label needs escaping.
 */
export function toDurationLines(counts: Iterable<RequestCount>): string {
  const lines = [`# HELP ${NAME} Time from the first byte of a request to the end of its answer.`];
  lines.push(`# TYPE ${NAME} histogram`);
  for (const [route, times] of toRouteTimes(counts)) {
    let upTo = 0;
    for (const [at, bound] of [...DURATION_BUCKETS_SECONDS, '+Inf'].entries()) {
      upTo += times.buckets[at] ?? 0;
      lines.push(`${NAME}_bucket{le="${bound}",route="${route}"} ${upTo}`);
    }
    lines.push(`${NAME}_sum{route="${route}"} ${times.sumSeconds}`, `${NAME}_count{route="${route}"} ${times.count}`);
  }
  return `${lines.join('\n')}\n`;
}

function toRouteTimes(counts: Iterable<RequestCount>): Map<string, RouteTimes> {
  const byRoute = new Map<string, RouteTimes>();
  for (const { route, count, sumSeconds, buckets } of counts) {
    const times = byRoute.get(route) ?? { count: 0, sumSeconds: 0, buckets: [] };
    byRoute.set(route, times);
    times.count += count;
    times.sumSeconds += sumSeconds;
    for (const [at, some] of buckets.entries()) times.buckets[at] = (times.buckets[at] ?? 0) + some;
  }
  return byRoute;
}
