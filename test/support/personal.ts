/** What all rows of the house say of people, by their declarations; and what they say of people in fact. */
import type { Connection } from 'mongoose';
import { ofChanges } from '../../subgraphs/coalition/affiliates/change-log.ts';
import type { PersonalRows } from '../../subgraphs/framework/personal.ts';
import { ALL_MODULES } from './kinds.ts';

/** All declarations, the coalition's too. */
export const DECLARED: readonly PersonalRows[] = [
  ...ALL_MODULES.flatMap(({ personal = [] }) => personal),
  ofChanges,
];

/** Whether one of these paths is this one, or has it under it. */
export const covers = (declared: readonly string[], path: string): boolean =>
  declared.some((one) => path === one || path.startsWith(`${one}.`));

/** The ids of people: of members and applications, pseudonyms, and those that the import makes. */
const ID_OF_PERSON =
  /(?<![\w-])(?:[\w-]+:(?:member|application):[0-9A-Z]{26}|pseudonym:[\w-]+|polis:[0-9a-f]{16}:\d+)/;
const IS_ID_OF_PERSON = new RegExp(`^${ID_OF_PERSON.source}$`);

/** Sees to it that no row of a database has the id of a person where no declaration says so. */
export async function needDeclared(db: Connection): Promise<void> {
  const undeclared = await undeclaredPersons(db);
  if (undeclared.length > 0)
    throw new Error(`Ids of people stand where no declaration has them: ${undeclared.join(', ')}.`);
}

/**
 * Where in a database an id of a person stands that no declaration says: found by what it is, whatever the field is called.
 * An id alone is a key of a person; one within a longer text is about that person.
 * @returns paths with the name of their collection: `petals.giver`
 */
async function undeclaredPersons(db: Connection): Promise<string[]> {
  const found = new Set<string>();
  for (const { name } of await db.listCollections()) {
    const rows = DECLARED.filter(({ collection }) => collection === name);
    const keys = rows.flatMap((one) => one.keys);
    const fields = rows.flatMap((one) => one.fields);
    for await (const row of db.collection(name).find())
      for (const [path, text] of textsIn(row)) {
        const isDeclared = IS_ID_OF_PERSON.test(text) ? keys.includes(path) : covers(fields, path);
        if (!isDeclared && ID_OF_PERSON.test(text)) found.add(`${name}.${path}`);
      }
  }
  return [...found];
}

/** All texts of a value, each with its path; items of a list have the path of the list. */
function* textsIn(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item, path);
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const [name, part] of Object.entries(value))
      yield* textsIn(part, path === '' ? name : `${path}.${name}`);
}
