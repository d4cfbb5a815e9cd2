/** Checks that a server answers as the organisation that it is said to be. */
import { z } from 'zod';
import type { Affiliate } from '../../../../directory/directory.ts';
import { cut } from '../../../../platform/cut.ts';
import type { AskOrganisation } from './organisation-client.ts';
import { orRefuse, refusal } from './refusal.ts';

/** An error quotes a text of the organisation up to this length. */
const MAX_QUOTE_LENGTH = 80;

const QUERY = `query ($of: [_Any!]!) { entities: _entities(representations: $of) { ... on Organisation { id name kind } } }`;

const answer = z.object({
  entities: z.tuple([z.object({ id: z.string(), name: z.string(), kind: z.string() })]),
});

/** @throws BAD_USER_INPUT where its id, name or kind is another */
export async function checkIdentity(
  ask: AskOrganisation,
  affiliate: Affiliate,
  argument: string,
): Promise<void> {
  const expected = `an organisation that answers as "${affiliate.id}"`;
  const of = [{ __typename: 'Organisation', id: affiliate.id }];
  const answered = ask('organisation', QUERY, { of });
  const { data } = answer.safeParse(await orRefuse(argument, expected, answered));
  if (!data) throw refusal(argument, expected, 'it knows no organisation of this id');
  const [organisation] = data.entities;
  for (const field of ['id', 'name', 'kind'] as const)
    if (organisation[field] !== affiliate[field])
      throw refusal(
        argument,
        `${expected} with the ${field} "${affiliate[field]}"`,
        `it says "${cut(organisation[field], MAX_QUOTE_LENGTH)}"`,
      );
}
