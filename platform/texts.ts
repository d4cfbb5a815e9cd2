/** What a text may hold that people read: a title, a name, an option or a long one. */

/** Control characters (C0, C1), but for the tab and the ends of lines. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/;

/** Characters that turn the direction of what stands around them, in other texts too (Unicode's Bidi_Control). */
const DIRECTION = /\p{Bidi_Control}/u;

const SEVERAL_LINES = /[\t\n\r\u0085\u2028\u2029]/;

/** A letter, a digit, a sign; some letters are made to be blank. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const BLANK = /\u115F|\u1160|\u17B4|\u17B5|\u2800|\u3164|\uFFA0/g;

/** Characters that nobody sees by themselves (Unicode's Default_Ignorable_Code_Point). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * What a text was expected to be that it is not, to complete "expected …"; null where nothing is wrong with it. An empty
 * text is none that people read, and has no fault.
 * @param hasLines whether it may have line breaks
 * @example faultOf('two\nlines') // 'a text on one line'
 */
export function faultOf(text: string, { hasLines = false } = {}): string | null {
  if (text === '') return null;
  if (!text.isWellFormed()) return 'a text of whole characters, without half a surrogate pair';
  if (CONTROL.test(text)) return 'a text without control characters';
  if (DIRECTION.test(text)) return 'a text without characters that turn its direction';
  if (!hasLines && SEVERAL_LINES.test(text)) return 'a text on one line';
  if (!VISIBLE.test(text.replaceAll(BLANK, ''))) return 'a text with something to see';
  return null;
}

/** The form in which texts are compared and stored: composed characters (NFC), without space around them. */
export const normalised = (text: string): string => text.normalize('NFC').trim();

/**
 * What a text looks like: texts that nobody can tell apart at a glance are equal.
 * @example sightOf('Yes') === sightOf(' YES\u200B ') // true
 */
export const sightOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(BLANK, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
