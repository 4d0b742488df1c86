const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const FORM = /^\s*(\d{1,2}):(\d{2})\s*(am|pm)\s+on\s+(\d{1,2})\s+([a-z]+),?\s+(\d{4})\s*$/i;

/**
 * Reads a session's date as people write it, `1:56 pm on 8 May, 2023`, as a time in UTC.
 *
 * @returns milliseconds since 1970, or null for text of any other form or a day that the calendar hasn't
 */
export function parseSessionDate(text: string): number | null {
  const [, hour, minute, half, day, month, year] = FORM.exec(text) ?? [];
  const monthIndex = MONTHS.indexOf((month ?? '').toLowerCase());
  if (monthIndex < 0 || Number(hour) > 12 || Number(minute) > 59) return null;
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'pm' ? 12 : 0);
  const atMs = Date.UTC(Number(year), monthIndex, Number(day), hours, Number(minute));
  return new Date(atMs).getUTCDate() === Number(day) ? atMs : null;
}
