/** Whom a reference means: `labour/organiser`, `labour/Ngozi Nwosu`, or a name that only one person has. */
import { COALITION, type Organisation } from '../../../directory/organisations.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import { inWords, peopleOf, type Person, wordOf } from '../../sample/people.ts';
import { Role } from '../../../schema/generated/enums.ts';

/** Someone, and where they sign in. */
export interface ReferencedPerson extends Person {
  organisation: string;
}

/** What a role is called in a reference; whoever has none is a `member`. */
const MEMBER = 'member';
const WORDS = [MEMBER, ...Role.map(wordOf)];

type Listed = Pick<Organisation, 'id' | 'signIn'>;

/** Whose people can sign in at the local issuer: of those who have none of their own, and of the coalition. */
const homesIn = (organisations: readonly Listed[]): string[] => [
  ...organisations.filter(({ signIn }) => signIn === null).map(({ id }) => id),
  COALITION,
];

/**
 * The one whom a reference means.
 * @throws StartFailure when it means nobody, or several.
 */
export function whoIs(reference: string, organisations: readonly Listed[]): ReferencedPerson {
  const [home, wanted] = split(reference);
  const homes = homesIn(organisations);
  if (home !== null) needHome(home, homes);
  const found = (home === null ? homes : [home]).flatMap((id) => matching(id, wanted));
  const [first, second] = found;
  if (first && second)
    throw new StartFailure(
      `--as: "${reference}" is someone at ${found.map(({ organisation }) => organisation).join(' and at ')}: say which, as in "${first.organisation}/${reference}".`,
    );
  if (first) return first;
  throw new StartFailure(
    `--as: expected someone of the sample, as in "labour/organiser" or a name, but got "${reference}". "npm run token -- --list" says who there is.`,
  );
}

/** @throws StartFailure when nobody of there signs in at the local issuer. */
export function needHome(home: string, homes: readonly string[]): void {
  if (homes.includes(home)) return;
  throw new StartFailure(
    `Expected one of ${homes.join(', ')}, but got "${home}". An organisation that has an issuer of its own signs in there.`,
  );
}

function split(reference: string): [home: string | null, wanted: string] {
  const at = reference.indexOf('/');
  return at < 0 ? [null, reference] : [reference.slice(0, at), reference.slice(at + 1)];
}

/** Of an organisation: the first with a role, or whoever has that name. */
function matching(organisation: string, wanted: string): ReferencedPerson[] {
  const people = peopleOf(organisation);
  const word = wanted.toLowerCase();
  const found = WORDS.includes(word)
    ? people.filter((person) => isA(word, person)).slice(0, 1)
    : people.filter(({ name }) => name.toLowerCase() === word);
  return found.map((person) => ({ ...person, organisation }));
}

const isA = (word: string, { roles }: Person): boolean =>
  word === MEMBER ? roles.length === 0 : roles.some((role) => wordOf(role) === word);

/** A line for each reference to a role, with whom it means. */
export function listOf(organisations: readonly Listed[]): string {
  const rows = homesIn(organisations).flatMap((home) =>
    WORDS.flatMap((word) =>
      matching(home, word).map((person) => [
        `${home}/${word}`,
        `${person.name}, ${inWords(person)}`,
      ]),
    ),
  );
  const width = Math.max(...rows.map(([reference = '']) => reference.length));
  return rows.map(([reference = '', who]) => `${reference.padEnd(width)}  ${who}`).join('\n');
}
