/** A text in one line. */

/** The longest title of an idea, in characters. */
const LONGEST = 200;

/** The text in one line of at most 200 characters: whole, or cut after a word and with an ellipsis. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST) return line;
  const head = line.slice(0, LONGEST - 1);
  const endsWithWord = line[LONGEST - 1] === ' ';
  const words = endsWithWord ? head : head.replace(/ \S*$/, '');
  // Where there is but one endless word it is cut, though never within a character of two code units.
  return `${words.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
