/** What the house says once it runs: what runs where, tokens, and queries to paste. */
import type { Organisation } from '../../directory/organisations.ts';
import { APPLICATION, FRONTEND } from '../issuer/clients.ts';
import type { Databases } from './databases.ts';
import type { House } from './house.ts';
import type { Filled } from './sample.ts';
import { sampleQueries } from './sample-queries.ts';
import type { SampleToken } from './sample-tokens.ts';

export interface Report {
  house: House;
  organisations: readonly Organisation[];
  databases: Databases;
  /** How much of the sample was put in; null when it was not asked for. */
  filled: Filled | null;
  /** Where people sign in: at this address with the id of their organisation. */
  issuer: string;
  tokens: readonly SampleToken[];
}

/** The whole report, as text for a terminal. */
export function report({
  house,
  organisations,
  databases,
  filled,
  issuer,
  tokens,
}: Report): string {
  const url = `http://127.0.0.1:${house.gateway.port}/graphql`;
  return [
    '',
    tableOf(house, organisations, databases),
    '',
    `Data: ${databases.described}.`,
    sampleLine(filled),
    '',
    `Groundswell is ready at ${url}`,
    '',
    `People sign in at ${issuer}/<organisation>: frontends as the client "${FRONTEND}", with PKCE;`,
    `server applications as "${APPLICATION.id}", with the secret "${APPLICATION.secret}".`,
    'Another token: npm run -s token -- --as labour/organiser (and --list to see who there is)',
    '',
    'Sign in as someone of the sample (paste into your shell; the tokens end after 12 hours):',
    '',
    ...tokens.map(({ variable, who, token }) => `# ${who}\n${variable}=${token}`),
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
