/** What the house says once it runs: what runs where, tokens, and queries to paste. */
import type { Organisation } from '../directory/organisations.ts';
import { signToken } from '../identity/token.ts';
import { samplePersons } from '../sample/members.ts';
import type { Databases } from './databases.ts';
import type { House } from './house.ts';
import type { Filled } from './sample.ts';
import { sampleQueries } from './sample-queries.ts';

export interface Report {
  house: House;
  organisations: readonly Organisation[];
  databases: Databases;
  /** How much of the sample was put in; null when it was not asked for. */
  filled: Filled | null;
  tokenKey: string;
}

/** The whole report, as text for a terminal. */
export async function report({
  house,
  organisations,
  databases,
  filled,
  tokenKey,
}: Report): Promise<string> {
  const url = `http://127.0.0.1:${house.gateway.port}/graphql`;
  const people = await sampleTokens(tokenKey, organisations);
  return [
    '',
    tableOf(house, organisations, databases),
    '',
    `Data: ${databases.described}.`,
    sampleLine(filled),
    '',
    `Groundswell is ready at ${url}`,
    '',
    'Sign in as someone of the sample (paste into your shell; the tokens end after 12 hours):',
    '',
    ...people.map(({ variable, who, token }) => `# ${who}\n${variable}=${token}`),
    '',
    ...sampleQueries(url),
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}

function sampleLine(filled: Filled | null): string {
  if (!filled) return 'Sample: not asked for (SAMPLE=false).';
  if (filled.ideas === 0) return 'Sample: nothing added, as there is data already.';
  const { ideas, events, members } = filled;
  return `Sample: ${ideas} ideas, ${events} events and ${members} members, all invented.`;
}

/** A short table of what runs where. */
function tableOf(
  { programs }: House,
  organisations: readonly Organisation[],
  { of: databases }: Databases,
): string {
  const kinds = new Map(organisations.map(({ id, kind }) => [id, inWords(kind)]));
  const rows = programs.map(({ name, port, pid }) => [
    name,
    kinds.get(name) ?? '',
    `http://127.0.0.1:${port}`,
    databases.get(name)?.database ?? '',
    String(pid() ?? ''),
  ]);
  return columns([['who', 'kind', 'address', 'database', 'process'], ...rows]);
}

const inWords = (constant: string): string => constant.toLowerCase().replaceAll('_', '-');

function columns(table: readonly string[][]): string {
  const width = (column: number) => Math.max(...table.map((row) => row[column]?.length ?? 0));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(width(column))).join('  ');
  return table.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

/** Someone of the sample, and the shell variable that their token goes by. */
interface SampleToken {
  variable: string;
  who: string;
  token: string;
}

/** A token for each kind of caller who signs in: a member, and someone of the staff, of unlike organisations. */
async function sampleTokens(
  tokenKey: string,
  organisations: readonly Organisation[],
): Promise<SampleToken[]> {
  const wanted = [
    { variable: 'MEMBER', kind: 'UNION', staff: false },
    { variable: 'STAFF', kind: 'PARTY', staff: true },
  ];
  const found = wanted.flatMap(({ variable, kind, staff }) => {
    const organisation = organisations.find((one) => one.kind === kind);
    const person =
      organisation && samplePersons(organisation).find(({ roles }) => roles.length > 0 === staff);
    return person ? [{ variable, organisation, ...person }] : [];
  });
  return Promise.all(
    found.map(async ({ variable, organisation, member, name, roles }) => ({
      variable,
      who: `${name}, ${roles.map(inWords).join(' and ') || 'member'} of ${organisation.name}`,
      token: await signToken(tokenKey, { member, roles }),
    })),
  );
}
