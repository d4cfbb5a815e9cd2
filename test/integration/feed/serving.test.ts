import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { anIdea } from '../../support/builders.ts';
import { aMember, anEditor } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { readFeed } from '../../support/feed.ts';
import { anOrganisation, type TestOrganisation } from '../../support/organisation.ts';
import { until } from '../../support/until.ts';

let databases: TestDatabase;
/** Two processes of one organisation: two servers over one database. */
let unite: TestOrganisation;
let second: TestOrganisation;
beforeAll(async () => {
  databases = await testDatabase();
  const address = databases.address('unite');
  unite = await anOrganisation('unite', address);
  second = await anOrganisation('unite', address);
});
afterAll(async () => {
  await second?.close();
  await unite?.close();
  await databases?.close();
});

const SUBMIT = `mutation ($title: String!) {
  submitPolicyIdea(input: { organisation: "unite", title: $title, body: "To sit." }) { idea { id } }
}`;
const submit = (at: TestOrganisation, title: string) =>
  at.ask('organisation', SUBMIT, { title }, aMember('unite'));

const ask = (query: string, headers = {}) => unite.get(`/feed${query}`, headers);
const read = async (query: string) => readFeed(await (await ask(query)).text());

/** The offset of the last entry now. */
const last = async (): Promise<number> => {
  const { end, more } = (await read('?limit=1000')).end;
  return more ? Number.NaN : end;
};

const titlesIn = ({ entries }: ReturnType<typeof readFeed>) =>
  entries.map(({ card }) => (card as { title: string } | null)?.title);

describe('the feed is refused', () => {
  test.each([
    ['a member', aMember('unite')],
    ['an editor', anEditor('unite')],
    ['nobody', null],
  ])('to the gateway, for %s', async (_whom, caller) => {
    const response = await unite.getAsGateway('/feed', caller);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The feed is for the coalition only.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
  });

  test.each(['?after=x', '?wait=61', '?limit=0', '?since=0', '?after=1&after=2'])(
    'for %s, in a sentence',
    async (query) => {
      const response = await ask(query);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(/^(after|wait|limit|since): expected .+, but got .+\.$/),
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      });
    },
  );
});

describe('the feed', () => {
  test('is lines of JSON in the order of the writes, whichever process made them, and a last line', async () => {
    const before = await last();
    for (const [at, title] of ['one', 'two', 'three', 'four'].entries())
      await submit(at % 2 ? second : unite, `The ${title}`);
    const response = await ask(`?after=${before}`);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const feed = readFeed(await response.text());
    expect(titlesIn(feed)).toEqual(['The one', 'The two', 'The three', 'The four']);
    const offsets = feed.entries.map(({ seq }) => seq);
    expect(offsets).toEqual([1, 2, 3, 4].map((step) => before + step));
    expect(feed.end).toEqual({ end: before + 4, more: false });
    expect(feed.entries[0]).toMatchObject({
      id: expect.stringMatching(/^unite:idea:/),
      version: 1,
      card: { type: 'IDEA', organisation: 'unite', status: 'SUBMITTED' },
    });
    for (const { card } of feed.entries)
      for (const secret of ['body', 'person', 'version', 'pending'])
        expect(card).not.toHaveProperty(secret);
  });

  test('comes in pages, each of which says whether there is more', async () => {
    const before = await last();
    for (const title of ['Five', 'Six', 'Seven']) await submit(unite, title);
    const first = await read(`?after=${before}&limit=2`);
    expect([titlesIn(first), first.end]).toMatchObject([
      ['Five', 'Six'],
      { end: before + 2, more: true },
    ]);
    const rest = await read(`?after=${first.end.end}&limit=2`);
    expect([titlesIn(rest), rest.end]).toMatchObject([['Seven'], { end: before + 3, more: false }]);
  });

  test('is compressed for a client that accepts it, and says the same', async () => {
    const plain = await ask('', { 'accept-encoding': 'identity' });
    const packed = await ask('', { 'accept-encoding': 'gzip' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(await packed.text()).toBe(await plain.text());
  });

  test('reports its end at once to a client that asks beyond it', async () => {
    const end = await last();
    expect(await read(`?after=${end + 1_000}&wait=60`)).toMatchObject({
      entries: [],
      heartbeats: 0,
      end: { end, more: false },
    });
  });
});

describe('waiting for the next entry', () => {
  /** The lines of a response, with the moment at which each came. */
  async function* linesOf(response: Response) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) yield { line, at: performance.now() };
    }
  }

  /** How long after the response to a mutation its entry came, in milliseconds; below 0 when it came before. */
  async function latencyOf(writer: TestOrganisation): Promise<number> {
    const response = await ask(`?after=${await last()}&wait=30`, { 'accept-encoding': 'gzip' });
    const lines = linesOf(response);
    expect((await lines.next()).value?.line).toMatch(/^{"log":/);
    expect((await lines.next()).value?.line).toBe('');
    await submit(writer, 'Now');
    const answeredAt = performance.now();
    for await (const { line, at } of lines) {
      if (line === '') continue;
      expect(JSON.parse(line)).toMatchObject({ card: { title: 'Now' } });
      await response.body?.cancel().catch(() => undefined);
      return at - answeredAt;
    }
    throw new Error('Expected an entry, but got none.');
  }

  test.each([
    ['by the process that serves the feed', () => unite, 250],
    ['by another process', () => second, 250],
  ])('a row that is written %s comes within milliseconds', async (_by, writer, mostMs) => {
    const took: number[] = [];
    for (let times = 0; times < 9; times += 1) took.push(await latencyOf(writer()));
    const [, , , , median = Number.NaN] = took.sort((a, b) => a - b);
    console.info(
      `An entry came ${median.toFixed(1)} ms after the answer (median of 9), ${took.at(-1)?.toFixed(1)} at most.`,
    );
    expect(median).toBeLessThan(mostMs);
  });

  test('ends when the time is over, with heartbeats meanwhile', async () => {
    const end = await last();
    const began = performance.now();
    const feed = await read(`?after=${end}&wait=2`);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_990);
    expect(feed).toMatchObject({ entries: [], end: { end, more: false } });
    expect(feed.heartbeats).toBeGreaterThanOrEqual(3);
  });

  test('costs only small reads, as many a second whatever is in the log', async () => {
    const end = await last();
    unite.feedCommands.length = 0;
    await read(`?after=${end}&wait=1`);
    expect(new Set(unite.feedCommands)).toEqual(new Set(['aggregate']));
    // Each looks for the next offset and for pending rows, at intervals of 10 ms and twice as much each time.
    expect(unite.feedCommands.length).toBeLessThanOrEqual(11);
    console.info(`${unite.feedCommands.length} reads in a second of waiting.`);
  });

  test('ends when the server closes', async () => {
    const third = await anOrganisation('unite', databases.address('unite'));
    const response = await third.get(`/feed?after=${await last()}&wait=60`);
    const text = response.text();
    await third.close();
    expect(readFeed(await text).entries).toEqual([]);
  });

  test('a row that a crash left pending is logged when the feed is read next', async () => {
    const before = await last();
    const row = anIdea({ organisation: 'unite', title: 'Left behind' });
    await ideaModel(unite.db).create(row);
    expect(titlesIn(await read(`?after=${before}`))).toEqual(['Left behind']);
    expect(await ideaModel(unite.db).findById(row._id).lean()).not.toHaveProperty('pending');
  });

  test('a row that a crash leaves pending is logged for a client that waits already', async () => {
    const before = await last();
    const waiting = read(`?after=${before}&wait=30`);
    await until('it to wait', 5_000, () => unite.feedCommands.length > 0);
    await ideaModel(second.db).create(anIdea({ organisation: 'unite', title: 'Left too' }));
    expect(titlesIn(await waiting)).toEqual(['Left too']);
  });
});

describe('a write costs the feed', () => {
  test('the same commands whatever is in the log', async () => {
    const costs = [];
    for (let times = 0; times < 3; times += 1) {
      unite.feedCommands.length = 0;
      await submit(unite, 'Costs');
      costs.push(unite.feedCommands.toSorted());
    }
    // Where rows are pending, the row, the insert of the entry, a read whether its offset is closed, and `pending` unset.
    expect(costs).toEqual(Array(3).fill(['aggregate', 'find', 'find', 'insert', 'update']));
  });

  test('no more commands each when many come at once', async () => {
    unite.feedCommands.length = 0;
    await Promise.all(Array.from({ length: 40 }, (_, at) => submit(unite, `Many ${at}`)));
    console.info(`${unite.feedCommands.length} commands for 40 ideas at once.`);
    expect(unite.feedCommands.length).toBeLessThanOrEqual(40 * 5);
  });
});
