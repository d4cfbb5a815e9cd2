import { performance } from 'node:perf_hooks';
import { expect, test } from '@jest/globals';
import { withoutAddresses } from '../../../gateway/partition/without-addresses.ts';

test.each([
  ['No row at http://db:27017.', 'No row at (address withheld).'],
  ['(see "https://a.example/b?c=d")', '(see "(address withheld)")'],
  [
    'mongodb+srv://user:secret@db/unite and x://y, z',
    '(address withheld) and (address withheld), z',
  ],
  ['at 5http://db', 'at (address withheld)'],
  ['at 10.0.0.7:4001!', 'at (address withheld)!'],
  ['ends://', 'ends://'],
  ['expected https:// and a host, or "http://".', 'expected https:// and a host, or "http://".'],
  ['a ratio of 3:4 // a remark', 'a ratio of 3:4 // a remark'],
])('of the text %j is left %j', (text, left) => expect(withoutAddresses(text)).toBe(left));

/** Each takes ten thousand million steps where every beginning is tried to its end. */
test.each([
  ['letters that could each begin a scheme', 'a-'.repeat(100_000)],
  ['stops that could each end an address', `x://${'.'.repeat(200_000)}x`],
  ['schemes without an address', 'a://'.repeat(50_000)],
  ['schemes with addresses', 'a://b '.repeat(40_000)],
  ['colons and slashes', ':/'.repeat(100_000)],
  ['numbers with stops', '1.'.repeat(100_000)],
])('a long text of %s is read in one pass', (_what, text) => {
  const begun = performance.now();
  withoutAddresses(text);
  expect(performance.now() - begun).toBeLessThan(500);
});
