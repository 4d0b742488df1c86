const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');

function parseParts(date: string, time: string, fraction: string): number | null {
  const utcMs = Date.parse(`${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  // Date.parse turns 30 February into 1 March and 24:00:00 into the next day; RFC 3339 has neither.
  return Number.isFinite(utcMs) && new Date(utcMs).toISOString().startsWith(`${date}T${time}`) ? utcMs : null;
}

/**
 * Reads an RFC 3339 date-time and cuts it to milliseconds, as the contract says. Leap seconds and
 * days that don't exist are refused, and so are times outside the years 0000–9999 of UTC.
 *
 * @param text - for example `2026-01-15T10:30:00.000Z`
 * @returns milliseconds since 1970, or null when the text isn't a date-time
 */
export function parseTimestamp(text: string): number | null {
  const [, date = '', time = '', fraction = '', sign, hours = '', minutes = ''] = RFC_3339.exec(text) ?? [];
  const localMs = parseParts(date, time, fraction);
  if (localMs === null || sign === undefined) return localMs;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const utcMs = sign === '+' ? localMs - offsetMs : localMs + offsetMs;
  return utcMs >= FIRST_MS && utcMs <= LAST_MS ? utcMs : null;
}
