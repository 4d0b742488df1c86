// What says nothing about the matter of a sentence. "User" is in here: it stands for whom the memory is about.
const FUNCTION_WORDS = new Set(
  `a about after all am an and any anybody anything are as at be because been before but by can can't could d did do does
  doesn doing don done everybody everything for from get gets getting had has hasn have having he her hers herself him
  himself his how i if in into is isn it its just let ll m many may me might more most much must my myself no nobody nor
  not nothing of off on one or our out over re s shall she should since so some somebody somebody's something such t than
  that the their them then there these they this those through to too until up us user was we were what when where which
  while who whom whose why will with would you your`.split(/\s+/),
);

const ENDINGS = [
  ['ies', 'y', 4],
  ['ing', '', 5],
  ['ed', '', 4],
  ['es', '', 5],
  ['s', '', 3],
] as const;

/** The stems of the words of a text that say something. */
export function toContentStems(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !FUNCTION_WORDS.has(word)).map(toStem));
}

function toStem(word: string): string {
  const [ending = '', becomes = ''] = word.endsWith('ss')
    ? []
    : (ENDINGS.find(([end, , longerThan]) => word.endsWith(end) && word.length > longerThan) ?? []);
  const stem = word.slice(0, word.length - ending.length) + becomes;
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
