/** Who asks a server, as far as it can tell by itself. */
import { afterAll, describe, expect, test } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import type { Caller } from '../../../identity/caller.ts';
import { keySet } from '../../../identity/key-set.ts';
import { callersAt } from '../../../subgraphs/framework/server/callers-at.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { anApplication, anIssuer } from '../../support/identity.ts';
import { quiet } from '../../support/quiet.ts';

afterAll(quiet());

const unite = await anIssuer('unite');
const labour = await anIssuer('labour');
const ann = aMember('unite');
const atUnite = callersAt('unite', unite.trusted);

/** The caller, or the code of the refusal. */
async function found(asserted: Caller | null, token?: string | Promise<string>, at = atUnite) {
  const sent = await token;
  const headers = sent === undefined ? {} : { authorization: `Bearer ${sent}` };
  return at(asserted, { headers, id: 'a request' }).catch(
    (error: GraphQLError) => error.extensions['code'],
  );
}

describe('someone at home', () => {
  test('is who their own token says, with the roles that it says', async () => {
    const organiser = anOrganiser('unite');
    const claimed = { ...organiser, roles: ['ADMINISTRATOR' as const] };
    expect(await found(claimed, unite.tokenOf(organiser))).toEqual(organiser);
  });

  test('is held to the rights that their own token names', async () => {
    const page = { ...ann, scopes: ['comments:write' as const] };
    expect(await found(ann, unite.tokenOf(page))).toEqual(page);
  });

  test('may be an application, with the rights of its token', async () => {
    const given = anApplication('unite', ['events:manage']);
    const claimed = { ...given, application: [...given.application!, 'wins:manage' as const] };
    expect(await found(claimed, unite.tokenOf(given))).toEqual(given);
  });

  test.each([
    ['no token', undefined],
    ['no text', ''],
    ['nonsense', 'a.b.c'],
    ['a token of someone else', unite.tokenOf(aMember('unite', 'Bob'))],
    ['a token of another issuer', labour.tokenOf(ann)],
    ['a token of an application', unite.tokenOf(anApplication('unite'))],
    ['a token that lives for two days', unite.tokenOf(ann, '2d')],
  ])('is refused with %s', async (_what, token) => {
    expect(await found(ann, token)).toBe('UNAUTHENTICATED');
  });

  test('is nobody where nobody signs in', async () => {
    const nowhere = callersAt('unite', null);
    expect(await found(ann, unite.tokenOf(ann), nowhere)).toBe('UNAUTHENTICATED');
  });

  test('cannot be told from anyone before their issuer gave its keys', async () => {
    const silent = keySet(() => Promise.reject(new Error('It is down.')));
    const at = callersAt('unite', { ...unite.trusted, keys: silent });
    expect(await found(ann, unite.tokenOf(ann), at)).toBe('IDENTITY_UNAVAILABLE');
  });
});

describe('someone from elsewhere', () => {
  test('is a pseudonym, and has neither roles nor the rights of an application', async () => {
    const away = { ...anOrganiser('labour'), person: 'pseudonym:a' };
    expect(await found(away)).toEqual({ ...away, roles: [] });
    const application = { ...away, application: ['events:manage' as const] };
    expect(await found(application)).toMatchObject({ roles: [], application: [] });
  });

  test.each([ann.person, aMember('labour').person, 'polis:0123456789abcdef:1', ''])(
    'is refused under the id %s, which is no pseudonym',
    async (person) => {
      expect(await found({ ...ann, home: 'labour', person })).toBe('UNAUTHENTICATED');
    },
  );
});

test('nobody is nobody, whatever token there is', async () => {
  expect(await found(null)).toBeNull();
  expect(await found(null, unite.tokenOf(ann))).toBeNull();
});
