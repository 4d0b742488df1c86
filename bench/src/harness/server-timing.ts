/** Reads the durations of a Server-Timing header (W3C), in milliseconds by name; entries without one are left out. */
export function parseServerTiming(header: string): Readonly<Record<string, number>> {
  const entries = header.split(',').flatMap((entry) => {
    const [, name, durationMs] = /^\s*([\w-]+)\s*;\s*dur=([\d.]+)/.exec(entry) ?? [];
    return name === undefined ? [] : [[name, Number(durationMs)] as const];
  });
  return Object.fromEntries(entries);
}
