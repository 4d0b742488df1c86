/** English names of the months, lower-case, January first. */
export const MONTHS: readonly string[] = [
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

// Written for this project: words by which a text says when something is, was or will be.
const WORDS = `
  yesterday today tonight tomorrow morning week weekend month year ago last next since recently spring summer fall
  autumn winter monday tuesday wednesday thursday friday saturday sunday
`;

/** English words that place something in time, lower-case. */
export const TIME_WORDS: ReadonlySet<string> = new Set([...WORDS.trim().split(/\s+/), ...MONTHS]);
