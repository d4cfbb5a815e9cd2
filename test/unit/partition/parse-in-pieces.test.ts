import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInPieces as parseScanned } from '../../../gateway/partition/json/parse-in-pieces.ts';
import { JsonScan } from '../../../gateway/partition/json/scan.ts';

const NO_LIMITS = { depth: Infinity, values: Infinity };

/** Parses a text as an answer is, once it is scanned. */
async function parseInPieces(bytes: Buffer, pieceBytes?: number): Promise<unknown> {
  const scan = new JsonScan(NO_LIMITS, pieceBytes);
  // In two, as it may come.
  scan.add(bytes.subarray(0, bytes.length / 2));
  scan.add(bytes.subarray(bytes.length / 2));
  return parseScanned(bytes, scan.long, pieceBytes);
}

const anyJson = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.jsonValue().map((value) => JSON.stringify(value, null, ' ')),
  fc.constantFrom(
    '{"__proto__":{"a":[1,2,3]},"constructor":[[[]]],"":0}',
    '{"a":1,"b":2,"a":{"c":"ä\\"},{\\\\","d":[1,[2,"]"]]}}',
  ),
);

/** What a parser makes of a text: the value as text, so that what belongs to a prototype would not be seen. */
const parsed = async (parse: () => unknown): Promise<string | undefined> => {
  try {
    return JSON.stringify(await parse());
  } catch {
    return undefined;
  }
};

const pieceBytes = fc.integer({ min: 1, max: 40 });

test('any JSON is parsed as JSON.parse does, in pieces of whatever size', async () => {
  await fc.assert(
    fc.asyncProperty(anyJson, pieceBytes, async (text, bytes) => {
      const inPieces = await parsed(() => parseInPieces(Buffer.from(text), bytes));
      expect(inPieces).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('what is no JSON is refused as JSON.parse does', async () => {
  const sign = fc.constantFrom('', ',', ':', '[', ']', '{', '}', '"', '\\', '0', ' ', 'x');
  const broken = fc
    .tuple(anyJson, fc.array(fc.tuple(fc.nat(), fc.nat(2), sign), { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) =>
      changes.reduce((before, [place, removed, added]) => {
        const at = place % (before.length + 1);
        return before.slice(0, at) + added + before.slice(at + removed);
      }, text),
    );
  await fc.assert(
    fc.asyncProperty(broken, pieceBytes, async (text, bytes) => {
      const inPieces = await parsed(() => parseInPieces(Buffer.from(text), bytes));
      const expected = await parsed(() => JSON.parse(text));
      expect(inPieces).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('other work runs between the pieces of a long text', async () => {
  const rows = Array.from({ length: 20_000 }, (_, nth) => ({ id: `unite:idea:${nth}` }));
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const text = Buffer.from(JSON.stringify({ data: { rows } }));
  expect(await parseInPieces(text)).toEqual({ data: { rows } });
  isDone = true;
  expect(turns).toBeGreaterThan(text.length / (128 * 1024));
});

test.each([
  ['a text', { text: 'x'.repeat(1024 * 1024) }],
  ['an object', Object.fromEntries(Array.from({ length: 10_001 }, (_, nth) => [`k${nth}`, nth]))],
])('%s that would have to be parsed in one piece is refused', async (_what, value) => {
  await expect(parseInPieces(Buffer.from(JSON.stringify(value)))).rejects.toThrow(SyntaxError);
});
