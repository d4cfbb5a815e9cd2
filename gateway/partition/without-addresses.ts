/** Withholds addresses that stand in texts. The work is linear in a text, whatever stands in it: it is an owner's. */

const WITHHELD = '(address withheld)';

const SCHEME_END = '://';

const OF_SCHEME = /[a-z\d+.-]/i;

/** The quotes and stops of the sentence around an address. */
const AROUND = /["'’”)\].,;:!?]/;

/** A machine and its port, in numbers. */
const MACHINE = /\b(?:\d{1,3}\.){3}\d{1,3}:\d+/g;

/**
 * A text without addresses.
 * @example withoutAddresses('No row at http://db:27017.') // 'No row at (address withheld).'
 */
export function withoutAddresses(text: string): string {
  let kept = '';
  let from = 0;
  // Where a regular expression began at each letter, it would try each anew: the scheme is read back from its end.
  for (let at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, from)) {
    const host = at + SCHEME_END.length;
    const end = endOf(text, host);
    // A scheme alone is no address: "expected https:// and a host".
    kept +=
      end > host ? text.slice(from, beginOf(text, at, from)) + WITHHELD : text.slice(from, end);
    from = end;
  }
  return (kept + text.slice(from)).replace(MACHINE, WITHHELD);
}

/** Where the scheme begins that ends before a position. */
function beginOf(text: string, end: number, least: number): number {
  let begin = end;
  while (begin > least && OF_SCHEME.test(text.charAt(begin - 1))) begin -= 1;
  return begin;
}

/** Where an address ends, without what is of the sentence around it. */
function endOf(text: string, begin: number): number {
  const space = text.slice(begin).search(/\s/);
  let end = space < 0 ? text.length : begin + space;
  while (end > begin && AROUND.test(text.charAt(end - 1))) end -= 1;
  return end;
}
