/** People of a house that was started, with tokens of its local issuer. */
import { signInAs } from '../../development/issuer/sign-in-as.ts';
import { samplePersons } from '../../development/sample/members.ts';
import type { TestStart } from './start.ts';

/** Tokens of so many people of an organisation. */
export async function tokensOf(
  { table }: TestStart,
  organisation: string,
  many: number,
): Promise<string[]> {
  const issuer = `${table.get('issuer')?.address}/${organisation}`;
  const people = samplePersons({ id: organisation }).slice(0, many);
  if (people.length < many) throw new RangeError(`Expected ${many} people of "${organisation}".`);
  return Promise.all(people.map(({ member }) => signInAs(issuer, member)));
}
