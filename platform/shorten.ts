/** A text that has to fit. */

/**
 * The text, whole where it has at most so many characters (UTF-16 code units), else cut after the last word
 * that fits together with an ellipsis.
 * @param most how long it may be, the ellipsis included; 1 at least
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  const endsWithWord = /\s/.test(text.charAt(most - 1));
  const words = endsWithWord ? head : head.replace(/\s+\S*$/, '');
  // Where there is but one endless word it is cut, though never within a character of two code units.
  return `${(words.trim() ? words : head).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
