// Written for this project, from no set that anything is measured on: words by which somebody says that something isn't
// as it was.
const WORDS = `
  now|nowadays|these days|no longer|any ?more|instead|again|since|new|newly|recently|used to|
  moved|switched|changed|swapped|replaced|traded|exchanged|became|become|turned|grew|grown|quit|stopped|gave up|given up|
  started|began|begun|left|dropped|joined|took up|taken up|took over|taken over|cancell?ed|postponed|upgraded|converted|
  lost|sold
`;

/** Finds words of change in a text. */
export const SAYS_CHANGE = new RegExp(`\\b(?:${WORDS.replaceAll(/\s*\n\s*/g, '')})\\b`, 'i');
