import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JsonScan } from '../../../gateway/partition/json/scan.ts';

const LIMITS = { depth: 64, values: 1_000 };

/** The first limit that a text exceeds, when it comes in pieces of so many bytes. */
function exceededBy(text: string, limits = LIMITS, pieceBytes = text.length): string | null {
  const bytes = Buffer.from(text);
  const scan = new JsonScan(limits);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const exceeded = scan.add(bytes.subarray(at, at + pieceBytes));
    if (exceeded) return exceeded;
  }
  return null;
}

const nested = (depth: number) => `{"data":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test.each([
  ['lists', nested(64), 'depth'],
  ['lists that are not closed', '['.repeat(65), 'depth'],
  ['objects', '{"a":'.repeat(65), 'depth'],
  ['as deep as may be', nested(63), null],
  ['empty lists', `[${'[],'.repeat(600)}[]]`, 'values'],
  ['numbers', `[${'0,'.repeat(1_001)}0]`, 'values'],
  ['members', `{${'"a":0,'.repeat(1_001)}"a":0}`, 'values'],
  ['brackets and commas in a text', JSON.stringify('[{,'.repeat(5_000)), null],
  ['quotes in a text', JSON.stringify('"[{,\\'.repeat(5_000)), null],
])('of a text that has %s it finds out what it exceeds', (_what, text, exceeded) => {
  for (const pieceBytes of [1, 7, text.length])
    expect(exceededBy(text, LIMITS, pieceBytes)).toBe(exceeded);
});

describe('of any JSON', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
      : 0;

  test('it knows the depth, in whatever pieces the text comes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.integer({ min: 1, max: 9 }), (text, pieceBytes) => {
        const depth = depthOf(JSON.parse(text));
        const values = Infinity;
        expect(exceededBy(text, { depth, values }, pieceBytes)).toBeNull();
        if (depth > 0)
          expect(exceededBy(text, { depth: depth - 1, values }, pieceBytes)).toBe('depth');
      }),
    );
  });
});
