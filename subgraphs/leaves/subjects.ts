/** What each field of the contracts belongs to: the thing in whose file of SDL it stands, and the Module of that thing. */
import { THINGS } from '../../schema/things.ts';
import { isOfType, namesIn } from '../../schema/assembly/definitions.ts';
import { payloadOf } from '../../schema/assembly/mutations.ts';
import { pageOf } from '../../schema/assembly/pages.ts';
import type { TypeFile } from '../../schema/assembly/sdl-files.ts';
import type { AnyModule } from '../framework/module.ts';
import type { ContractField, ContractType } from './contract-fields.ts';
import { asPart, firstSentence } from './plain.ts';

/** What a line is filed under. */
export interface Subject {
  /** The thing, as people call it: `policy idea`. */
  thing: string;
  /** Why it is kept and shown. */
  purpose: string;
}

/** What organisations say of every thing alike. */
const OF_ALL_THINGS: Subject = {
  thing: 'the organisation, and what all things have',
  purpose:
    'So that people see whose a thing is and what it is filed under, and read lists page by page.',
};

const THING_BY_TYPE = new Map<string, (typeof THINGS)[number]>(
  THINGS.map((thing) => [thing.typename, thing]),
);

/** What a person calls a type of thing; its name where it is none of the table. */
export const nounOf = (typename: string): string =>
  THING_BY_TYPE.get(typename)?.noun ?? typename.toLowerCase();

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** @returns the subject of a field */
export function subjectsOf(
  files: readonly TypeFile[],
  modules: readonly AnyModule[],
): (field: ContractField) => Subject {
  return ({ type, name }) => {
    const file =
      files.find(({ definitions }) =>
        definitions.some(
          (one) =>
            isOfType(one, type) &&
            'fields' in one &&
            one.fields?.some((field) => field.name.value === name),
        ),
      ) ?? files.find((one) => namesPage(one, type) || hasMutation(one, type));
    return file ? subjectOf(file.typename, modules) : OF_ALL_THINGS;
  };
}

/** Whether a file names the connection that a type is, or is the edge of: what all pages have stands in no file. */
function namesPage({ definitions }: TypeFile, type: string): boolean {
  const page = pageOf(type);
  return page !== undefined && definitions.some((one) => namesIn(one).includes(page));
}

/** Whether a file has the mutation that a type is part of: what all mutations have stands in no file. */
function hasMutation({ definitions }: TypeFile, type: string): boolean {
  const payload = payloadOf(type);
  return payload !== undefined && definitions.some((one) => isOfType(one, payload));
}

/** The subject of a type of thing. */
const subjectOf = (typename: string, modules: readonly AnyModule[]): Subject => ({
  thing: nounOf(typename),
  purpose: moduleOf(typename, modules)?.purpose ?? OF_ALL_THINGS.purpose,
});

/** Whether Modules have things of a type: of other kinds' things a contract has no more than their ids. */
export const isServed = (typename: string, modules: readonly AnyModule[]): boolean =>
  !THING_BY_TYPE.has(typename) || moduleOf(typename, modules) !== undefined;

function moduleOf(typename: string, modules: readonly AnyModule[]): AnyModule | undefined {
  const idType = THING_BY_TYPE.get(typename)?.idType;
  return modules.find(({ nodes }) => idType !== undefined && nodes[idType]);
}

const ROOTS: Readonly<Record<string, string>> = {
  Query: 'what can be asked for',
  Mutation: 'what is answered to whoever does something',
};

/** The part of a thing that a type is, in words; empty for the thing itself. */
export function partOf(type: ContractType, { thing }: Subject): string {
  const root = ROOTS[type.name];
  if (root) return root;
  if (!THING_BY_TYPE.has(type.name)) return asPart(firstSentence(type.description));
  const noun = nounOf(type.name);
  return noun === thing ? '' : `of ${withArticle(noun)}`;
}
