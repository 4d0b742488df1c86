import { parseTimestamp } from '@memory-api/contract';

const DAY_CHARACTERS = 10;
const HYPHEN = 0x2d;

/**
 * Reads a date as metadata and filters write it: an RFC 3339 date-time, or `YYYY-MM-DD`, which is that day's first
 * moment in UTC.
 *
 * @returns epoch milliseconds, or null when the text is no date that exists
 */
export function parseMoment(text: string): number | null {
  // Nearly every string that is no date leaves here: reading one that may be costs a microsecond.
  if (text.length < DAY_CHARACTERS || text.charCodeAt(4) !== HYPHEN) return null;
  return parseTimestamp(text.length === DAY_CHARACTERS ? `${text}T00:00:00Z` : text);
}
