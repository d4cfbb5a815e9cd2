import { describe, expect, test } from '@jest/globals';
import { createCausalTokens } from '../../../gateway/causal-token/causal-tokens.ts';
import { OFFSET_HEADER, REQUIRED_OFFSETS_HEADER } from '../../../schema/feed-headers.ts';

const SECRET = 'a secret of gateways that only this test knows';

const asked = (owner: string, query = 'mutation { write }') => ({
  owner,
  requestId: 'request',
  query,
});
/** The head of an owner's response that reports this offset. */
const reporting = (offset: string | string[] | undefined, statusCode = 200) => ({
  statusCode,
  headers: { [OFFSET_HEADER]: offset },
});

/** The token after a request for which owners reported these offsets, in order. */
async function tokenAfter(
  reports: [owner: string, offset: string | string[] | undefined][],
  token?: string,
  tokens = createCausalTokens(SECRET),
): Promise<string | null> {
  await tokens.begin('request', token);
  for (const [owner, offset] of reports) tokens.record(asked(owner), reporting(offset));
  const next = await tokens.issue('request');
  tokens.end('request');
  return next;
}

/** The offsets that an owner is sent with a request that has this token. */
async function sentTo(owner: string, token: string | null, tokens = createCausalTokens(SECRET)) {
  await tokens.begin('request', token ?? undefined);
  return tokens.headersFor({ owner, requestId: 'request' })[REQUIRED_OFFSETS_HEADER];
}

describe('the offsets of a client’s writes', () => {
  test('are sent to the coalition and to nobody else, by any gateway', async () => {
    const token = await tokenAfter([
      ['labour', '12'],
      ['unite', '40'],
    ]);
    expect(await sentTo('coalition', token)).toBe('labour=12,unite=40');
    expect(await sentTo('labour', token)).toBeUndefined();
  });

  test('are added to those of its earlier writes, and never go back', async () => {
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
    expect(await sentTo('coalition', second)).toBe('unite=40,labour=12,progress=3');
  });

  test('are sent as unknown while their owner does not know them, until it reports a later one', async () => {
    const numbered = await tokenAfter([['labour', '12']]);
    const unknown = await tokenAfter([['labour', '?']], numbered!);
    expect(await sentTo('coalition', unknown)).toBe('labour=?');
    const since = await tokenAfter([['labour', '14']], unknown!);
    expect(await sentTo('coalition', since)).toBe('labour=14');
  });

  test('are sent within the same request, too', async () => {
    const tokens = createCausalTokens(SECRET);
    await tokens.begin('request', undefined);
    tokens.record(asked('unite'), reporting('7'));
    expect(tokens.headersFor({ owner: 'coalition', requestId: 'request' })).toEqual({
      [REQUIRED_OFFSETS_HEADER]: 'unite=7',
    });
  });

  test('make no token where nothing was written', async () => {
    expect(await tokenAfter([])).toBeNull();
    const token = await tokenAfter([['labour', '12']]);
    expect(await tokenAfter([], token!)).toBeNull();
  });

  test.each([[undefined], ['-1'], ['1.5'], ['12, 13'], [['1', '2']], ['9'.repeat(16)], ['x']])(
    'are not taken from a header that is %j',
    async (offset) => {
      expect(await tokenAfter([['labour', offset]])).toBeNull();
    },
  );

  test.each<[string, string, number]>([
    ['a query', 'query { write }', 200],
    ['a query without the keyword', '{ write }', 200],
    ['a mutation that is refused', 'mutation { write }', 401],
    ['a mutation that is redirected', 'mutation { write }', 307],
    ['a mutation that fails', 'mutation { write }', 500],
  ])('are not taken from the response to %s', async (_what, query, status) => {
    const tokens = createCausalTokens(SECRET);
    await tokens.begin('request', undefined);
    tokens.record(asked('labour', query), reporting('12', status));
    expect(await tokens.issue('request')).toBeNull();
  });

  test('count for a minute, after which even a false one does no harm', async () => {
    let now = 1_000_000;
    const tokens = createCausalTokens(SECRET, () => now);
    const falseOne = await tokenAfter([['labour', '999999']], undefined, tokens);
    now += 40_000;
    // A lower offset that is reported later does not renew the false one.
    const next = await tokenAfter(
      [
        ['unite', '3'],
        ['labour', '12'],
      ],
      falseOne!,
      tokens,
    );
    now += 20_000;
    expect(await sentTo('coalition', next, tokens)).toBe('unite=3,labour=999999');
    now += 1;
    expect(await sentTo('coalition', next, tokens)).toBe('unite=3');
    now += 40_000;
    expect(await sentTo('coalition', next, tokens)).toBeUndefined();
    expect(await sentTo('coalition', falseOne, tokens)).toBeUndefined();
  });

  test('are kept for the thirty owners that were written to last', async () => {
    const owners = Array.from({ length: 40 }, (_, at) => `organisation-${at}`);
    const token = await tokenAfter(owners.map((owner) => [owner, '1']));
    const sent = (await sentTo('coalition', token))!.split(',');
    expect(sent).toEqual(owners.slice(10).map((owner) => `${owner}=1`));
    expect(token!.length).toBeLessThan(4_096);
  });
});

/** The token with another first character of its encrypted text. */
const changed = (token: string): string => {
  const [head, key, nonce, text = '', tag] = token.split('.');
  const other = text.startsWith('A') ? 'B' : 'A';
  return [head, key, nonce, other + text.slice(1), tag].join('.');
};

describe('a causal token', () => {
  test('reveals neither an organisation nor an offset', async () => {
    const token = (await tokenAfter([['labour', '123456']]))!;
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    for (const text of [token, ...parts]) expect(text).not.toMatch(/labour|123456/);
    expect(await tokenAfter([['labour', '123456']])).not.toBe(token);
  });

  test.each([
    ['that was made up', async () => 'labour=12'],
    ['that is empty', async () => ''],
    [
      'of a gateway with another secret',
      () => tokenAfter([['labour', '1']], undefined, createCausalTokens('another')),
    ],
    ['that was changed', async () => changed((await tokenAfter([['labour', '1']]))!)],
    ['that is too long', async () => 'x'.repeat(5_000)],
  ])('%s is refused in a sentence', async (_which, make) => {
    const token = (await make())!;
    await expect(createCausalTokens(SECRET).begin('request', token)).rejects.toMatchObject({
      message: expect.stringMatching(/^groundswell-written: expected the value of that header/),
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  });
});
