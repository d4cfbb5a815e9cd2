/** Tokens to paste into a shell, as the local issuer gives them. */
import type { Organisation } from '../../directory/organisations.ts';
import { signInAs } from '../issuer/sign-in-as.ts';
import { samplePersons } from '../sample/members.ts';
import { inWords } from '../sample/people.ts';

/** Someone of the sample, and the shell variable that their token goes by. */
export interface SampleToken {
  variable: string;
  who: string;
  token: string;
}

const WANTED = [
  { variable: 'MEMBER', kind: 'UNION', staff: false },
  { variable: 'STAFF', kind: 'PARTY', staff: true },
] as const;

/**
 * A token for each kind of caller who signs in: a member, and someone of the staff, of unlike organisations.
 * @param issuer where the local issuer is; whoever has an issuer of their own signs in there, and is left out
 */
export async function sampleTokens(
  issuer: string,
  organisations: readonly Organisation[],
): Promise<SampleToken[]> {
  const found = WANTED.flatMap(({ variable, kind, staff }) => {
    const organisation = organisations.find((one) => one.kind === kind && one.signIn === null);
    const person =
      organisation && samplePersons(organisation).find(({ roles }) => roles.length > 0 === staff);
    return person ? [{ variable, organisation, ...person }] : [];
  });
  return Promise.all(
    found.map(async ({ variable, organisation, member, name, roles }) => ({
      variable,
      who: `${name}, ${inWords({ roles })} of ${organisation.name}`,
      token: await signInAs(`${issuer}/${organisation.id}`, member),
    })),
  );
}
