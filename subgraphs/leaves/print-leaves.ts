/** `npm run leaves`: every field that leaves an organisation, to whom and why. */
import { parseArgs } from 'node:util';
import { cut } from '../../platform/cut.ts';
import { StartFailure } from '../../platform/start-failure.ts';
import { CONTRACT_OF } from '../../schema/contract-names.ts';
import { asCsv } from './as-csv.ts';
import { COLUMNS, rowsOf } from './as-table.ts';
import { asText } from './as-text.ts';
import { type Report, reportOn } from './report.ts';
import { KINDS } from '../generated/kinds.ts';
import { servedBy, sourcesIn } from './served.ts';
import { needImpersonalCards } from '../feed/publish/personal-cards.ts';
import { compose } from '../framework/module.ts';

const FORMATS = {
  text: asText,
  csv: (report: Report) => asCsv(COLUMNS, rowsOf(report)),
  json: (report: Report) => JSON.stringify(rowsOf(report), null, 2),
};

const formats = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
const kinds = Object.values(CONTRACT_OF);

const USAGE = `Usage: npm run --silent leaves [-- --format ${formats.join('|')}] [--kind ${kinds.join('|')}]

Prints every field that leaves an organisation: by which way, to whom and why, and whether it is about a person.
Last comes what an organisation keeps about people. It asks no database and no server.

  --format    text for people (by default), csv for a spreadsheet, json for a program
  --kind      only what organisations of this kind have; all kinds by default`;

/**
 * The report that the arguments ask for.
 * @throws StartFailure with what is wrong in the arguments, and the usage; or where a card would show what is about people:
 * no organisation starts then, and nothing leaves
 */
export function printLeaves(args: readonly string[]): string {
  const { format = 'text', kind, help } = readArguments(args);
  if (help) return USAGE;
  const print = FORMATS[oneOf('--format', formats, format)];
  const asked = kind === undefined ? kinds : [oneOf('--kind', kinds, kind)];
  const served = servedBy(asked.map((one) => KINDS[one]));
  needImpersonalCards(sourcesIn(served.modules), compose(served.modules).personal);
  return print(reportOn(served));
}

function oneOf<Name extends string>(name: string, expected: readonly Name[], given: string): Name {
  const found = expected.find((one) => one === given);
  if (found !== undefined) return found;
  const got = `"${cut(given, 80)}"`;
  throw new StartFailure(
    `${name}: expected one of ${expected.join(', ')}, but got ${got}.\n\n${USAGE}`,
  );
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { format: text, kind: text, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    // The first sentence names the option. The others are about the command line in general.
    const [sentence] = (error as Error).message.split('. ');
    throw new StartFailure(`${sentence?.replace(/\.$/, '')}.\n\n${USAGE}`);
  }
}
