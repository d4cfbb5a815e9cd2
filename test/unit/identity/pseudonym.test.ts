import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Caller } from '../../../identity/caller.ts';
import { asSeenBy } from '../../../identity/pseudonym.ts';
import { OF_APPLICATIONS, type Right, RIGHTS } from '../../../identity/rights.ts';
import { derivedId } from '../../../schema/derived-id.ts';
import { Role } from '../../../schema/generated/enums.ts';

const KEY = 'a key for pseudonyms that only this test knows';

const organisation = fc.constantFrom('labour', 'unite', 'progress', 'unite-two', 'a', 'coalition');
const caller: fc.Arbitrary<Caller> = fc
  .record({
    home: organisation,
    name: fc.string(),
    roles: fc.subarray([...Role]),
    application: fc.option(fc.subarray([...OF_APPLICATIONS])),
    scopes: fc.option(fc.subarray(Object.keys(RIGHTS) as Right[])),
  })
  .map(({ home, name, ...given }) => ({
    home,
    person: derivedId(home, 'member', name),
    ...given,
  }));

describe('a caller as an organisation sees them', () => {
  test('is unchanged at home', () => {
    fc.assert(
      fc.property(caller, (one) => {
        expect(asSeenBy(one.home, one, KEY)).toEqual(one);
      }),
    );
  });

  test('is a stable pseudonym at another organisation, with no role and no right', () => {
    fc.assert(
      fc.property(caller, organisation, (one, audience) => {
        fc.pre(audience !== one.home);
        const seen = asSeenBy(audience, one, KEY);
        expect(seen).toEqual({
          home: one.home,
          person: expect.stringMatching(/^pseudonym:/),
          roles: [],
          application: one.application && [],
          scopes: one.scopes,
        });
        expect(asSeenBy(audience, { ...one, roles: [] }, KEY)).toEqual(seen);
        expect(seen.person).not.toContain(one.person);
      }),
    );
  });

  test('is the same pseudonym only for the same person and audience, so that lists cannot be joined', () => {
    const awayFromHome = fc
      .tuple(caller, organisation)
      .filter(([one, audience]) => one.home !== audience);
    fc.assert(
      fc.property(awayFromHome, awayFromHome, ([one, here], [other, there]) => {
        const same = one.person === other.person && here === there;
        const seen = [asSeenBy(here, one, KEY).person, asSeenBy(there, other, KEY).person];
        expect(seen[0] === seen[1]).toBe(same);
      }),
    );
  });

  test('has another pseudonym under another key', () => {
    fc.assert(
      fc.property(caller, organisation, (one, audience) => {
        fc.pre(audience !== one.home);
        expect(asSeenBy(audience, one, `${KEY}!`)).not.toEqual(asSeenBy(audience, one, KEY));
      }),
    );
  });
});
