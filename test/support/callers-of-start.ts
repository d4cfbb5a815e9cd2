/** People of a house that was started, with tokens of its local issuer. */
import { signInAs } from '../../development/issuer/sign-in-as.ts';
import { samplePersons } from '../../development/sample/members.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import type { TestStart } from './start.ts';

/** Tokens of so many people, of any organisation. */
export async function tokensOf({ table }: TestStart, many: number): Promise<string[]> {
  const people = readOrganisations().flatMap(({ id }) =>
    samplePersons({ id }).map(({ member }) => ({ id, member })),
  );
  if (people.length < many)
    throw new RangeError(`Expected ${many} people, but got ${people.length}.`);
  const issuer = table.get('issuer')?.address;
  return Promise.all(
    people.slice(0, many).map(({ id, member }) => signInAs(`${issuer}/${id}`, member)),
  );
}
