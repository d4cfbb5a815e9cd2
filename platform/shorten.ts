import { cut } from './cut.ts';

/**
 * The text, unchanged where it has at most so many characters (UTF-16 code units). A longer text is cut after the last
 * word that fits together with an ellipsis.
 * @param most the most characters, the ellipsis included; at least 1
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = cut(text, most - 1);
  const endsWithWord = /\s/.test(text.charAt(most - 1));
  const words = endsWithWord ? head : head.replace(/\s+\S*$/, '');
  return `${(words.trim() ? words : head).trimEnd()}…`;
}
