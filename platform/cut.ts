/** Cuts a text where it is too long, and never within a character. */

/** Characters as people see them: extended grapheme clusters (Unicode Standard Annex 29). */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Half of a character of two code units, at the end of a text. */
const HALF = /[\uD800-\uDBFF]$/;

/**
 * The beginning of a text that ends with a whole character, such as a family or a flag. A first character that is longer
 * than the limit is cut between its code points.
 * @param most the most UTF-16 code units
 * @example cut('Day 👋🏽', 7) // 'Day '
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Where a character ends follows from what is before it, and from the one code point after it.
  const next = characters.segment(text.slice(0, most + 2)).containing(most);
  return text.slice(0, next?.index || most).replace(HALF, '');
}
