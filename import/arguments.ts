/** The arguments of `npm run import`. */
import { parseArgs } from 'node:util';
import { organisationsFile, readOrganisations } from '../directory/organisations.ts';
import { StartFailure } from '../platform/start-failure.ts';

export const USAGE = `Usage: npm run import -- polis <folder> --organisation <id>

Brings the export of a Polis conversation into an organisation's database: its comments as policy
ideas, its votes as positions with all their history. A second import changes nothing.

  <folder>              the folder of the export, with comments.csv and votes.csv
  --organisation, -o    the id of the organisation: labour
  --help, -h            shows this help

It writes to the database of MONGODB_URI (or MONGODB_URI_<ORGANISATION>) when that is set, else to the
Groundswell that runs here on PORT (4000).
`;

/** The folder to import, and the organisation that it is imported for. */
export interface ImportArguments {
  folder: string;
  organisation: string;
}

/**
 * Reads the arguments of the command line.
 * @returns `help` where the arguments ask for it
 * @throws StartFailure with what is missing or wrong, and the usage.
 */
export function readArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ImportArguments | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [format, folder, ...rest] = positionals;
  if (!format) throw wrong('Expected what to import, but got nothing.');
  if (format !== 'polis') throw wrong(`Expected "polis", but got "${format}".`);
  if (!folder) throw wrong('Expected the folder of a Polis export, but got none.');
  if (rest.length > 0) throw wrong(`Expected one folder, but got "${rest[0]}" as well.`);
  if (!values.organisation)
    throw wrong('Expected --organisation with the id of an organisation, but got none.');
  return { folder, organisation: listed(values.organisation, env) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        organisation: { type: 'string', short: 'o' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // The first sentence names the option. The others are about the command line in general.
    throw wrong(`${(error as Error).message.split('. ')[0]?.replace(/\.$/, '')}.`);
  }
}

/** The id, as far as the organisation is in the list. */
function listed(organisation: string, env: NodeJS.ProcessEnv): string {
  const ids = readOrganisations(organisationsFile(env)).map(({ id }) => id);
  if (ids.includes(organisation)) return organisation;
  throw new StartFailure(
    `--organisation: expected one of ${ids.join(', ')}, but got "${organisation}".`,
  );
}

const wrong = (sentence: string): StartFailure =>
  new StartFailure(`${sentence}\n\n${USAGE.trimEnd()}`);
