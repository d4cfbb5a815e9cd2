/** Names and descriptions of the contracts, in words for people who write no programs. */

/** A name in words: `rsvpCounts` is "rsvp counts", `_id` is "id". */
export const inWords = (name: string): string =>
  name
    .replace(/^_/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** The path of a field in words: `guests.person` is "guests: person". */
export const pathInWords = (path: string): string => path.split('.').map(inWords).join(': ');

/** The first sentence of a description, without the marks of code. */
export function firstSentence(description = ''): string {
  const text = description.replaceAll('`', '').replace(/\s+/g, ' ').trim();
  const [first = ''] = text.split(/(?<=[^.][.!?…])\s+(?=[A-Z])/);
  return first.replace(/\bnull\b/g, 'empty').replace(/\bNull\b/g, 'Empty');
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence as a part of another: without its full stop, and with a small letter. */
export const asPart = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
