import { describe, expect, test } from '@jest/globals';
import { createWritten } from '../../../gateway/written.ts';
import { AFTER_HEADER, POSITION_HEADER } from '../../../schema/feed-headers.ts';

const SECRET = 'a secret of gateways that only this test knows';

const asked = (owner: string, query = 'mutation { write }') => ({
  owner,
  requestId: 'request',
  query,
});
/** How an owner's answer begins that says this position. */
const says = (position: string | string[] | undefined, statusCode = 200) => ({
  statusCode,
  headers: { [POSITION_HEADER]: position },
});

/** A request that owners answer so; what the next one tells the coalition, and its token. */
async function tokenAfter(
  answers: [owner: string, position: string | string[] | undefined][],
  token?: string,
  written = createWritten(SECRET),
): Promise<string | null> {
  await written.begin('request', token);
  for (const [owner, position] of answers) written.note(asked(owner), says(position));
  const next = await written.token('request');
  written.end('request');
  return next;
}

/** What the coalition is told by a request with this token. */
async function toldTo(owner: string, token: string | null, written = createWritten(SECRET)) {
  await written.begin('request', token ?? undefined);
  return written.headersFor({ owner, requestId: 'request' })[AFTER_HEADER];
}

describe('what a client wrote', () => {
  test('comes back to the coalition, and to nobody else, through any gateway', async () => {
    const token = await tokenAfter([
      ['labour', '12'],
      ['unite', '40'],
    ]);
    expect(await toldTo('coalition', token)).toBe('labour=12,unite=40');
    expect(await toldTo('labour', token)).toBeUndefined();
  });

  test('is added to what it wrote before, and never goes back', async () => {
    const first = await tokenAfter([
      ['labour', '12'],
      ['unite', '40'],
    ]);
    const second = await tokenAfter(
      [
        ['labour', '11'],
        ['progress', '3'],
      ],
      first!,
    );
    expect(await toldTo('coalition', second)).toBe('unite=40,labour=12,progress=3');
  });

  test('is told as unknown where its owner does not know, until it says a number that has all', async () => {
    const known = await tokenAfter([['labour', '12']]);
    const unknown = await tokenAfter([['labour', '?']], known!);
    expect(await toldTo('coalition', unknown)).toBe('labour=?');
    const since = await tokenAfter([['labour', '14']], unknown!);
    expect(await toldTo('coalition', since)).toBe('labour=14');
  });

  test('is told within the same request, too', async () => {
    const written = createWritten(SECRET);
    await written.begin('request', undefined);
    written.note(asked('unite'), says('7'));
    expect(written.headersFor({ owner: 'coalition', requestId: 'request' })).toEqual({
      [AFTER_HEADER]: 'unite=7',
    });
  });

  test('has no token where nothing was written', async () => {
    expect(await tokenAfter([])).toBeNull();
    const token = await tokenAfter([['labour', '12']]);
    expect(await tokenAfter([], token!)).toBeNull();
  });

  test.each([[undefined], ['-1'], ['1.5'], ['12, 13'], [['1', '2']], ['9'.repeat(16)], ['x']])(
    'is not what an owner answers as %j',
    async (position) => {
      expect(await tokenAfter([['labour', position]])).toBeNull();
    },
  );

  test.each<[string, string, number]>([
    ['a query', 'query { write }', 200],
    ['a query that says nothing of it', '{ write }', 200],
    ['a mutation that is refused', 'mutation { write }', 401],
    ['a mutation that is led elsewhere', 'mutation { write }', 307],
    ['a mutation that fails', 'mutation { write }', 500],
  ])('is not what an owner says who answers %s', async (_what, query, status) => {
    const written = createWritten(SECRET);
    await written.begin('request', undefined);
    written.note(asked('labour', query), says('12', status));
    expect(await written.token('request')).toBeNull();
  });

  test('is told for a minute, after which no number harms anyone, were it a lie', async () => {
    let now = 1_000_000;
    const written = createWritten(SECRET, () => now);
    const lie = await tokenAfter([['labour', '999999']], undefined, written);
    now += 40_000;
    // The lie is not renewed by what is said after it.
    const next = await tokenAfter(
      [
        ['unite', '3'],
        ['labour', '12'],
      ],
      lie!,
      written,
    );
    now += 20_000;
    expect(await toldTo('coalition', next, written)).toBe('unite=3,labour=999999');
    now += 1;
    expect(await toldTo('coalition', next, written)).toBe('unite=3');
    now += 40_000;
    expect(await toldTo('coalition', next, written)).toBeUndefined();
    expect(await toldTo('coalition', lie, written)).toBeUndefined();
  });

  test('at many owners is kept of the thirty that were written to last', async () => {
    const owners = Array.from({ length: 40 }, (_, at) => `organisation-${at}`);
    const token = await tokenAfter(owners.map((owner) => [owner, '1']));
    const told = (await toldTo('coalition', token))!.split(',');
    expect(told).toEqual(owners.slice(10).map((owner) => `${owner}=1`));
    expect(token!.length).toBeLessThan(4_096);
  });
});

/** The token with another first character of what is encrypted in it. */
const changed = (token: string): string => {
  const [head, key, nonce, text = '', tag] = token.split('.');
  const other = text.startsWith('A') ? 'B' : 'A';
  return [head, key, nonce, other + text.slice(1), tag].join('.');
};

describe('a token', () => {
  test('reveals nothing: neither whose feed, nor how far', async () => {
    const token = (await tokenAfter([['labour', '123456']]))!;
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    for (const text of [token, ...parts]) expect(text).not.toMatch(/labour|123456/);
    expect(await tokenAfter([['labour', '123456']])).not.toBe(token);
  });

  test.each([
    ['that was made up', async () => 'labour=12'],
    ['that is empty', async () => ''],
    [
      'of another gateway',
      () => tokenAfter([['labour', '1']], undefined, createWritten('another')),
    ],
    ['that was changed', async () => changed((await tokenAfter([['labour', '1']]))!)],
    ['that is too long', async () => 'x'.repeat(5_000)],
  ])('%s is refused in a sentence', async (_which, make) => {
    const token = (await make())!;
    await expect(createWritten(SECRET).begin('request', token)).rejects.toMatchObject({
      message: expect.stringMatching(/^groundswell-written: expected the value of that header/),
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  });
});
