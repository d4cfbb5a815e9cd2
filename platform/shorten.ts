/**
 * The text, unchanged where it has at most so many characters (UTF-16 code units). A longer text is cut after the last
 * word that fits together with an ellipsis.
 * @param most the most characters, the ellipsis included; at least 1
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  const endsWithWord = /\s/.test(text.charAt(most - 1));
  const words = endsWithWord ? head : head.replace(/\s+\S*$/, '');
  // A single long word is cut, but never within a character of two code units.
  return `${(words.trim() ? words : head).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
