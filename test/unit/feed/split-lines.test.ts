import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitLines } from '../../../subgraphs/feed/follow/split-lines.ts';

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [
    ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ]) {
    yield bytes.subarray(from, cut);
    from = cut;
  }
}

async function all(bytes: Uint8Array, cuts: readonly number[], longest: number) {
  const lines = [];
  for await (const line of splitLines(inPieces(bytes, cuts), longest)) lines.push(line);
  return lines;
}

test('lines are the same however the bytes are cut into chunks, and one that is too long is null', async () => {
  const line = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .map((text) => text.replaceAll('\n', ''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.array(fc.nat(500), { maxLength: 12 }),
      fc.integer({ min: 0, max: 20 }),
      async (lines, cuts, longest) => {
        const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''));
        const expected = lines.map((one) => (Buffer.byteLength(one) > longest ? null : one));
        expect(await all(bytes, cuts, longest)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('text after the last line end is dropped', async () => {
  expect(await all(Buffer.from('one\ntwo'), [], 10)).toEqual(['one']);
});
