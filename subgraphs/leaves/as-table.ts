/** The report for a spreadsheet: a row for each field that leaves, and for each that is kept about people. */
import type { PersonalRows } from '../framework/personal.ts';
import { WAYS } from './leaf.ts';
import { pathInWords } from './plain.ts';
import type { Report } from './report.ts';

/** One row, by its columns. Columns that say nothing of a row are empty. */
export type TableRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

export const COLUMNS = [
  'thing',
  'part',
  'field',
  'what it says',
  'way',
  'to whom',
  'why',
  'about a person',
  'kept',
  'after an erasure',
  'name in the programs',
] as const;

/** All rows of the report. */
export const rowsOf = ({ leaves, kept }: Report): TableRow[] => [
  ...leaves.map((leaf) => ({
    thing: leaf.thing,
    part: leaf.part,
    field: leaf.field,
    'what it says': leaf.says,
    way: WAYS[leaf.way],
    'to whom': leaf.whom,
    why: leaf.why,
    'about a person': leaf.personal ? 'yes' : 'no',
    kept: '',
    'after an erasure': '',
    'name in the programs': leaf.name,
  })),
  ...kept.flatMap(keptRows),
];

const keptRows = ({ collection, keys, fields, purpose, kept, erasure }: PersonalRows): TableRow[] =>
  [...new Set([...keys, ...fields])].map((path) => ({
    thing: collection,
    part: '',
    field: pathInWords(path),
    'what it says': keys.includes(path)
      ? 'Whom it is about: the rows of a person are found by it.'
      : '',
    way: 'Kept by the organisation',
    'to whom': '',
    why: purpose,
    'about a person': 'yes',
    kept,
    'after an erasure': erasure,
    'name in the programs': `${collection}.${path}`,
  }));
