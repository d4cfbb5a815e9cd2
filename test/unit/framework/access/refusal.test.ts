/** The sentences for callers who may not do something. */
import { expect, test } from '@jest/globals';
import type { Caller } from '../../../../identity/caller.ts';
import type { Right } from '../../../../identity/rights.ts';
import { refusalOf } from '../../../../subgraphs/framework/access/refusal.ts';
import { aMember, anOrganiser } from '../../../support/callers.ts';

const sentence = (right: Right, caller: Parameters<typeof refusalOf>[1]) => {
  const { message, extensions } = refusalOf([[[{ kind: 'right', right }]]], caller, 'unite');
  return [extensions['code'], message];
};
const page: Caller = { ...anOrganiser('unite'), scopes: ['self:read'] };
const application = { ...aMember('unite'), application: [] };

test.each([
  [
    'polls:manage',
    aMember('unite'),
    'Only organisers or administrators of "unite" may open polls of the network.',
  ],
  [
    'comments:moderate',
    anOrganiser('unite'),
    'Only moderators or administrators of "unite" may hide comments and show them again, and see those that are hidden.',
  ],
  [
    'membership:join',
    aMember('labour'),
    'Only people who sign in at "unite" may join the organisation that their token comes from.',
  ],
  ['polls:vote', aMember('labour'), 'Only members of "unite" may vote in polls of the network.'],
  [
    'polls:vote',
    aMember('unite'),
    'Join "unite" first: only its members may vote in polls of the network.',
  ],
  ['polls:manage', page, 'This token was not issued for "polls:manage".'],
  ['ideas:submit', application, 'This application was not given "ideas:submit" at "unite".'],
] as const)('%s', (right, caller, expected) => {
  expect(sentence(right, caller)).toEqual(['FORBIDDEN', expected]);
});

test('a caller who did not sign in is asked to', () => {
  expect(sentence('polls:manage', null)).toEqual([
    'UNAUTHENTICATED',
    'Sign in first: this needs a token in the header "Authorization: Bearer …".',
  ]);
});

test('a caller who fails a rule of the row, and for whom no right is named, has no permission', () => {
  const rule = { kind: 'rule', rule: 'member:self' } as const;
  const { message, extensions } = refusalOf([[[rule]]], aMember('unite'), 'unite');
  expect([extensions['code'], message]).toEqual([
    'FORBIDDEN',
    'You do not have permission to do this.',
  ]);
});
