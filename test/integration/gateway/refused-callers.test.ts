/** What the gateway answers to a token that it does not accept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { type FetchKeys, keySet } from '../../../identity/key-set.ts';
import type { Running } from '../../../platform/run.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aGateway } from '../../support/gateway.ts';
import { issuersOf } from '../../support/identity.ts';
import { post } from '../../support/post.ts';

const [active, unreachable, suspended] = readOrganisations().slice(0, 3);
const issuers = await issuersOf([active!.id, unreachable!.id, suspended!.id, 'coalition']);
const tokenOf = (organisation: { id: string }) =>
  issuers.of(organisation.id).token({ subject: 'someone' });

/** As the keys of an issuer that hangs, when the time for an answer is over. */
const fetchTooLong: FetchKeys = () => Promise.reject(new DOMException('', 'TimeoutError'));

let gateway: Running;
beforeAll(async () => {
  gateway = await aGateway({
    affiliates: [
      anAffiliate(active!),
      anAffiliate(unreachable!),
      anAffiliate(suspended!, { status: 'SUSPENDED' }),
    ],
    issuerOf: ({ id }) => {
      const { trusted } = issuers.of(id);
      return id === unreachable!.id ? { ...trusted, keys: keySet(fetchTooLong) } : trusted;
    },
  });
});
afterAll(() => gateway?.close());

const ask = async (authorization: string) => {
  const url = `http://127.0.0.1:${gateway.port}/graphql`;
  const { status, headers, answer } = await post(
    url,
    { query: '{ __typename }' },
    { authorization },
  );
  return {
    status,
    challenge: headers.get('www-authenticate'),
    retryAfter: headers.get('retry-after'),
    errors: answer.errors?.map(({ extensions }) => extensions),
  };
};

describe('a 401 carries a challenge', () => {
  test.each([
    ['a token that is none', async () => 'Bearer nonsense'],
    ['two tokens', async () => `Bearer ${await tokenOf(active!)} ${await tokenOf(active!)}`],
    ['a token of a suspended organisation', async () => `bearer ${await tokenOf(suspended!)}`],
  ])('that says that the token is not valid, for %s', async (_title, header) => {
    expect(await ask(await header())).toEqual({
      status: 401,
      challenge: 'Bearer realm="groundswell", error="invalid_token"',
      retryAfter: null,
      errors: [{ code: 'UNAUTHENTICATED' }],
    });
  });

  test.each(['', 'Bearer ', 'Basic YTpi', 'nonsense'])(
    'without an error where there is no token: "%s"',
    async (header) => {
      expect(await ask(header)).toMatchObject({
        status: 401,
        challenge: 'Bearer realm="groundswell"',
      });
    },
  );
});

test('an issuer that cannot be asked is no fault of the token', async () => {
  expect(await ask(`Bearer ${await tokenOf(unreachable!)}`)).toEqual({
    status: 503,
    challenge: null,
    retryAfter: '5',
    errors: [{ code: 'IDENTITY_UNAVAILABLE', organisation: unreachable!.id }],
  });
});

test('a token of another issuer is accepted meanwhile', async () => {
  expect(await ask(`Bearer ${await tokenOf(active!)}`)).toMatchObject({ status: 200 });
});
