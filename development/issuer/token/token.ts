/** `npm run token -- --as labour/organiser`: a token from the local issuer of the house that runs. */
import { parseArgs } from 'node:util';
import { COALITION, readOrganisations } from '../../../directory/organisations.ts';
import { runningHouse } from '../../../directory/running-house.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import { signInAs, signInAsApplication } from '../sign-in-as.ts';
import { listOf, needHome, whoIs } from './reference.ts';

const USAGE = `Usage: npm run --silent token -- --as <person>            a person: labour/organiser, "unite/Carol Marsden"
       npm run --silent token -- --as <person> --scope "comments:write self:read"
                                                          what a third party's page gets, which asks for these
       npm run --silent token -- --application <id>       the sample's application, at an organisation
       npm run --silent token -- --list                   whom there is`;

/**
 * The token that the arguments ask for, or the list of people.
 * @param notes the folder in which a running house leaves its note
 * @throws StartFailure saying why there is none.
 */
export async function tokenFor(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  notes: URL,
): Promise<string> {
  if (env['NODE_ENV'] === 'production')
    throw new StartFailure(
      'There is no local issuer with NODE_ENV=production: tokens come from the issuer of each organisation (docs/guides/sign-in.md).',
    );
  const given = readArguments(args);
  const organisations = readOrganisations(undefined, { ...env, DEVELOPMENT_ISSUER: '' });
  if (given.list) return listOf(organisations);
  if (given.as !== undefined) {
    const { id, organisation } = whoIs(given.as, organisations);
    return from(env, notes, organisation, (issuer) => signInAs(issuer, id, given.scope));
  }
  const home = given.application ?? '';
  needHome(home, [...organisations.map(({ id }) => id), COALITION]);
  return from(env, notes, home, signInAsApplication);
}

async function from(
  env: NodeJS.ProcessEnv,
  notes: URL,
  organisation: string,
  sign: (issuer: string) => Promise<string>,
): Promise<string> {
  const house = runningHouse(env, notes);
  if (!house)
    throw new StartFailure(
      'No house runs here: start one with `npm start` first, and give the same PORT if it has one.',
    );
  const issuer = `${house.issuer}/${organisation}`;
  try {
    return await sign(issuer);
  } catch (error) {
    throw new StartFailure(
      `The local issuer at ${issuer} gave no token (${(error as Error).message}). Is ${organisation} on the list of the house that runs?`,
    );
  }
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { as: text, scope: text, application: text, list: { type: 'boolean' } },
    });
    const { scope, ...one } = values;
    const { length } = Object.keys(one);
    if (length !== 1)
      throw new Error(`Expected one of --as, --application, --list, but got ${length}.`);
    if (scope !== undefined && one.as === undefined)
      throw new Error('--scope: expected --as, since it is a person whose page asks for scopes.');
    return values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${USAGE}`);
  }
}
