/** What organisations put on cards, which the coalition's catalogue shows to everyone. */
import { PURPOSE_OF_CARDS } from '../cards/card.ts';
import type { CardSource } from '../feed/publish/card-source.ts';
import { type OnCards, personalFieldsOn } from '../feed/publish/personal-cards.ts';
import type { PersonalRows } from '../framework/personal.ts';
import { thingOfCard } from '../../schema/things.ts';
import { type ContractField, type ContractType, typesIn } from './contract-fields.ts';
import type { Leaf } from './leaf.ts';
import { firstSentence, pathInWords } from './plain.ts';
import { type ServedContracts, sourcesIn } from './served.ts';

/** To whom a card goes. */
const CATALOGUE = "the coalition's catalogue, and so everyone";

/** A line for each field of each card, those within others too. */
export function cardsOf({ documents, catalogue, modules }: ServedContracts): Leaf[] {
  const personal = modules.flatMap((module) => module.personal ?? []);
  const describe = describer(typesIn(documents), typesIn([catalogue]));
  return sourcesIn(modules).flatMap((source) => linesOf(source, personal, describe));
}

function linesOf(
  source: Pick<CardSource, keyof OnCards>,
  personal: readonly PersonalRows[],
  describe: Describe,
): Leaf[] {
  const { typename, noun } = thingOfCard(source.type);
  const aboutPeople = personalFieldsOn(source, personal);
  const own = pathsIn(source.fields).map(({ path, says }) => ({
    path,
    says: says ?? describe(typename, path),
  }));
  return [{ path: ['type'], says: describe(typename, ['type']) }, ...own].map(
    ({ path, says }): Leaf => ({
      thing: noun,
      part: '',
      field: pathInWords(path.join('.')),
      name: `${source.type}.${path.join('.')}`,
      says,
      way: 'card',
      whom: CATALOGUE,
      why: PURPOSE_OF_CARDS,
      personal: aboutPeople.includes(path[0] ?? ''),
    }),
  );
}

interface CardField {
  path: readonly string[];
  /** What its schema says of it. */
  says?: string;
}

/** The fields of a schema, those of groups by their own names. */
function pathsIn(fields: object, before: readonly string[] = []): CardField[] {
  return (
    Object.entries(fields)
      // `_id: false` says that a group of fields has no id of its own.
      .filter(([, field]) => field !== false)
      .flatMap(([name, field]: [string, unknown]): CardField[] => {
        const path = [...before, name];
        const group = groupIn(field);
        if (group) return pathsIn(group, path);
        const { says } = field as { says?: string };
        return [{ path, ...(says !== undefined && { says }) }];
      })
  );
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a group: an object without a type, or whose type is an object. */
function groupIn(field: unknown): object | null {
  if (!isPlain(field)) return null;
  if (!('type' in field)) return field;
  return isPlain(field.type) ? field.type : null;
}

type Describe = (typename: string, path: readonly string[]) => string;

/** What the contracts say of a field on a card: those of its owner, or else those of the catalogue. */
const describer =
  (owners: Types, catalogue: Types): Describe =>
  (typename, path) =>
    firstSentence(
      descriptionOf(owners, typename, path) ??
        descriptionOf(catalogue, typename, path) ??
        descriptionOf(catalogue, 'Card', path),
    );

type Types = ReadonlyMap<string, ContractType>;

/** The description of the field at a path from a type; undefined where the contracts have none. */
function descriptionOf(types: Types, typename: string, path: readonly string[]) {
  let field: ContractField | undefined;
  let type = types.get(typename);
  for (const name of path) {
    field = type?.fields.find((one) => one.name === name.replace(/^_/, ''));
    type = types.get(field?.answers ?? '');
  }
  return field?.description;
}
