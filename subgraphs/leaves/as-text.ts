/** The report for a terminal. What several fields have in common, their way, whom and why, stands once over them. */
import type { PersonalRows } from '../framework/personal.ts';
import { THINGS } from '../../schema/things.ts';
import { type Leaf, WAYS } from './leaf.ts';
import { capitalized, pathInWords } from './plain.ts';
import type { Report } from './report.ts';
import { wrapped } from './wrapped.ts';

const HEAD = `WHAT LEAVES AN ORGANISATION, TO WHOM AND WHY

Made from what the programs run by, so it says what they do. It lists fields, and no one's data.

By which way
  On a card in the feed: the organisation puts a card of a thing into its feed, the coalition's server takes
    it into the catalogue, and the catalogue shows it to everyone, signed in or not.
  Around the card: what the lines and headers of the feed say beside cards.
  In an answer: the gateway asks the organisation for people of any organisation, and passes on what it
    answers, so it sees that too. To anyone whom the line does not name the field is empty, as if there were
    nothing.
  With a request to another organisation: what that one learns of whoever asks.

Words
  * before a field: it is about a person.
  Catalogue: the coalition's list of all cards, for everyone.
  Gateway: the coalition's server that people's requests go through.
  Signed in: known by the sign-in of their own organisation, or of any other of the coalition.
  Organisers, moderators, editors, administrators: staff of the organisation itself, by its own sign-in.
  Pseudonym: stands for a person at one organisation, which cannot tell from it who that is.
  Id: the number of a thing in the programs. Cursor: a place in a list. Markdown: text with marks for layout.
`;

/** The whole report, as plain text. */
export const asText = (report: Report): string =>
  [HEAD, ...alarms(report.leaves), ...things(report.leaves), kept(report.kept)].join('\n');

/** What must not be: something about a person on a card, which everyone sees. */
const alarms = (leaves: readonly Leaf[]): string[] =>
  leaves
    .filter(({ way, personal }) => way === 'card' && personal)
    .map(
      ({ thing, field }) =>
        `!!! ABOUT A PERSON, AND SHOWN TO EVERYONE: "${field}" on the card of a ${thing}. The organisation's server refuses to start.\n`,
    );

function things(leaves: readonly Leaf[]): string[] {
  return grouped(leaves, ({ thing }) => thing).map(
    ([thing, all]) => `${headingOf(thing)}\n\n${blocks(all).join('\n')}`,
  );
}

/** The thing, and which kind of organisation has it where not every one has. */
function headingOf(thing: string): string {
  const { contract = 'organisation' } = THINGS.find(({ noun }) => noun === thing) ?? {};
  const of = contract === 'organisation' ? '' : ` (of one kind of organisation: ${contract})`;
  return thing.toUpperCase() + of;
}

const blocks = (leaves: readonly Leaf[]): string[] =>
  grouped(leaves, ({ way, whom, why }) => [way, whom, why].join('\n')).map(([, all]) => {
    const [{ way, whom, why }] = all;
    const head = [wrapped(`${WAYS[way]}, to ${whom}.`, '  '), wrapped(`Why: ${why}`, '  ')];
    return `${[...head, ...parts(all)].join('\n')}\n`;
  });

/** The thing's own fields first, and those of each of its parts under a line that names it. */
const parts = (leaves: readonly Leaf[]): string[] =>
  grouped(leaves, ({ part }) => part)
    .toSorted(([one], [other]) => Number(one !== '') - Number(other !== ''))
    .flatMap(([part, all]) => [
      ...(part === '' ? [] : [wrapped(`${capitalized(part)}:`, '    ')]),
      ...all.map((leaf) => line(leaf, part === '' ? '' : '  ')),
    ]);

const COLUMN = 28;

const line = ({ field, says, personal }: Leaf, indent: string): string => {
  const name = `${indent}  ${personal ? '*' : ' '} ${field}`.padEnd(COLUMN);
  return wrapped(`${name} ${says}`, '', ' '.repeat(COLUMN + 1));
};

const kept = (rows: readonly PersonalRows[]): string =>
  `WHAT IS ABOUT PEOPLE, AND KEPT BY AN ORGANISATION\n\n${rows.map(keptOf).join('\n\n')}`;

const keptOf = ({ collection, keys, fields, purpose, kept: howLong, erasure }: PersonalRows) =>
  [
    `  ${capitalized(collection)}`,
    keptLine('found by', keys.map(pathInWords).join(', ')),
    keptLine('fields', fields.map(pathInWords).join(', ')),
    keptLine('purpose', purpose),
    keptLine('how long', howLong),
    keptLine('after an erasure', erasure),
  ].join('\n');

const keptLine = (name: string, text: string): string =>
  wrapped(`    ${name}`.padEnd(COLUMN) + ` ${text}`, '', ' '.repeat(COLUMN + 1));

/** Items by a key, in the order in which keys first come; a group has one at least. */
function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): [string, [Item, ...Item[]]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}
