/** Longest window: about 400 tokens of English, and below the 512 that small models take. */
const WINDOW_CHARACTERS = 1500;
const OVERLAP_CHARACTERS = 150;
/** How far back from the end of a window a space is looked for. */
const SPACE_SEARCH_CHARACTERS = 200;

/**
 * Cuts a text into overlapping windows by characters, at spaces where there are some; the endpoint's tokenizer isn't
 * known here. Each text has at least one window. No pair of surrogates is cut.
 */
export function toTextWindows(text: string): readonly string[] {
  const windows: string[] = [];
  let start = 0;
  let end = windowEnd(text, start);
  while (end < text.length) {
    windows.push(text.slice(start, end));
    start = wholeCharacter(text, end - OVERLAP_CHARACTERS);
    end = windowEnd(text, start);
  }
  windows.push(text.slice(start));
  return windows;
}

function windowEnd(text: string, start: number): number {
  const furthest = start + WINDOW_CHARACTERS;
  if (furthest >= text.length) return text.length;
  for (let end = furthest; end > furthest - SPACE_SEARCH_CHARACTERS; end -= 1) {
    if (/\s/u.test(text.charAt(end))) return end;
  }
  return wholeCharacter(text, furthest);
}

/** The index, or the one before where it is the middle of a surrogate pair. */
function wholeCharacter(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}
