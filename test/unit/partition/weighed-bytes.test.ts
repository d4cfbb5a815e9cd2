/** An answer is scanned where it may be dear: where it is long, or has brackets enough to be nested deep. */
import { expect, test } from '@jest/globals';
import { WeighedBytes } from '../../../gateway/partition/json/weighed-bytes.ts';

const LIMITS = { depth: 64, values: 100 };

function exceededBy(text: string, pieceBytes: number): string | null {
  const weighed = new WeighedBytes(LIMITS);
  for (let at = 0; at < text.length; at += pieceBytes) {
    const exceeded = weighed.add(Buffer.from(text.slice(at, at + pieceBytes)));
    if (exceeded) return exceeded;
  }
  expect(String(weighed.bytes())).toBe(text);
  return weighed.end();
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const spaces = ' '.repeat(64 * 1024);

test.each([
  ['a short one that is nested too deep for anyone', nested(501), 'depth'],
  ['a short one that anyone may descend into', nested(250), null],
  ['a short one with many values', `[${'0,'.repeat(400)}0]`, null],
  ['a long one that is nested too deep', nested(65) + spaces, 'depth'],
  ['a long one with too many values', `[${'0,'.repeat(400)}0]${spaces}`, 'values'],
  ['a long one that is neither', nested(64) + spaces, null],
])('of %s it is found out', (_what, text, exceeded) => {
  for (const pieceBytes of [1_000, 40_000, text.length])
    expect(exceededBy(text, pieceBytes)).toBe(exceeded);
});
