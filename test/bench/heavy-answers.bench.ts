/**
 * `npm run bench -- heavy-answers`: how long an owner's answer holds the event loop while it is read, for shapes that are
 * dear to parse: read as the gateway does, and by JSON.parse at once.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import { answerLimits } from '../../gateway/partition/answer-limits.ts';
import { parseInPieces } from '../../gateway/partition/json/parse-in-pieces.ts';
import { JsonScan } from '../../gateway/partition/json/scan.ts';

const LENGTH = 7_800_000;
const RECEIVED = 64 * 1024;
const ROUNDS = 3;

const row = (nth: number): string =>
  JSON.stringify({
    cursor: `page ${nth}`,
    node: {
      id: `unite:idea:${nth}`,
      title: `An idea with the number ${nth}`,
      status: 'OPEN',
      themes: [{ id: 'housing', name: 'Housing' }],
      tally: { support: nth, oppose: 3 },
      body: 'Some text that goes on for a while. '.repeat(5),
    },
  });

/** A list of what is made for each number, up to a length. */
function listOf(length: number, item: (nth: number) => string): string {
  const items: string[] = [];
  for (let left = length; left > 0; left -= (items.at(-1) ?? '').length + 1)
    items.push(item(items.length));
  return `[${items.join(',')}]`;
}

/** Such a text of about so many bytes. */
const SHAPES: Readonly<Record<string, (length: number) => string>> = {
  'ordinary rows': (length) => listOf(length, row),
  'lists in lists': (length) => '['.repeat(length),
  'lists of 60 in each other': (length) => listOf(length, () => '['.repeat(60) + ']'.repeat(60)),
  'empty lists': (length) => listOf(length, () => '[]'),
  'empty objects': (length) => listOf(length, () => '{}'),
  numbers: (length) => listOf(length, () => '0'),
  'objects that all differ': (length) => listOf(length, (nth) => `{"k${nth}":0}`),
  'members of one object': (length) => `{${listOf(length, (nth) => `"k${nth}":0`).slice(1, -1)}}`,
  'one text': (length) => JSON.stringify('公共汽車'.repeat(length / 12)),
};

/** The longest turn of the event loop while something runs, in milliseconds. */
async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isDone = false;
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await run();
  isDone = true;
  return Math.max(longest, performance.now() - last);
}

/** Reads an answer as it comes. @returns why it is refused */
async function read(bytes: Buffer): Promise<string> {
  const scan = new JsonScan(answerLimits());
  for (let at = 0; at < bytes.length; at += RECEIVED) {
    const exceeded = scan.add(bytes.subarray(at, at + RECEIVED));
    if (exceeded) return `refused by ${exceeded} after ${at + RECEIVED} bytes`;
    await new Promise(setImmediate);
  }
  return parseInPieces(bytes, scan.long).then(
    () => 'read',
    () => 'refused by the parser',
  );
}

async function measure(name: string, length: number): Promise<void> {
  const bytes = Buffer.from(`{"data":{"x":${SHAPES[name]?.(length)}}}`);
  const [held, atOnce]: [number[], number[]] = [[], []];
  let what = '';
  for (let round = 0; round < ROUNDS; round++) {
    held.push(await longestTurn(async () => (what = await read(bytes))));
    const begun = performance.now();
    try {
      JSON.parse(bytes.toString());
    } catch {
      // Some of them are no JSON.
    }
    atOnce.push(performance.now() - begun);
  }
  const [ours, parse] = [Math.min(...held).toFixed(1), Math.min(...atOnce).toFixed(1)];
  process.stdout.write(
    `${name}, ${bytes.length} bytes: ${ours} ms at the most (${what}); JSON.parse ${parse} ms\n`,
  );
}

for (const name of Object.keys(SHAPES))
  for (const length of [64 * 1024, 1024 * 1024, LENGTH]) await measure(name, length);
