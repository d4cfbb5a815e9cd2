/** An organisation whose card would show what is about people does not start. */
import { expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { withoutDatabase } from '../../../subgraphs/framework/mongo.ts';
import { KINDS } from '../../../subgraphs/generated/kinds.ts';
import type { Kind } from '../../../subgraphs/organisation/kind.ts';
import { startOrganisation } from '../../../subgraphs/organisation/server.ts';

test('a server does not start with a card that is declared to be about people', async () => {
  const [organisation] = readOrganisations();
  const [reviews, ...others] = KINDS.party.modules;
  const rows = { keys: [], impersonal: [], answers: [], purpose: '', kept: '', erasure: '' };
  const personal = [{ ...rows, collection: 'reviews', fields: ['summary'] }];
  const kind: Kind = { ...KINDS.party, modules: [{ ...reviews!, personal }, ...others] };
  // It gets no further than to its tables, so it needs nothing else.
  const given = { organisation, db: withoutDatabase() } as never;
  await expect(startOrganisation(kind, given)).rejects.toThrow(
    'The card REVIEW would show "summary" of "reviews" to everyone, but that is declared to be about people.',
  );
});
