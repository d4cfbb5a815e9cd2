/** The document that asks every path of a contract at once, and its variables. */
import { getNamedType, type GraphQLSchema, isCompositeType } from 'graphql';
import { type Cells, fieldsOf, GUARDED_TYPES } from './cells.ts';
import type { Path } from './paths.ts';
import { idOf, thingsOf } from './world.ts';

/** How a field is asked at the end of a path: as it is, under another name, and in each sort of fragment. */
export const FORMS = ['', 'alias_', 'inline_', 'interface_', 'named_'] as const;

function asked(schema: GraphQLSchema, type: string, form: string): string {
  const { getFields } = schema.getType(type) as never as {
    getFields(): Record<string, { type: never }>;
  };
  const fields = getFields.call(schema.getType(type));
  return fieldsOf(schema, type)
    .map((name) => {
      const isLeaf = !isCompositeType(getNamedType(fields[name]!.type));
      return `${form ? `${form}${name}: ` : ''}${name}${isLeaf ? '' : ' { __typename }'}`;
    })
    .join(' ');
}

/** What is asked at the end of a path. */
function leafOf(schema: GraphQLSchema, type: string): string {
  const of = (form: string) => asked(schema, type, form);
  return `__typename id ${of('')} ${of('alias_')} ...Named${type}
    ... on ${type} { inlineId: id ${of('inline_')} }
    ... on Node { interfaceId: id ... on ${type} { againId: id ${of('interface_')} } }`;
}

const named = (schema: GraphQLSchema, type: string): string =>
  `fragment Named${type} on ${type} { namedId: id ${asked(schema, type, 'named_')} }`;

function selectionOf(schema: GraphQLSchema, { steps, from, to }: Path): string {
  const inner = steps.reduceRight(
    (selection, { field }) =>
      `{ ${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 100)' : ''} ${selection} }`,
    `{ ${leafOf(schema, to)} }`,
  );
  return 'type' in from ? `{ ... on ${from.type} ${inner} }` : inner;
}

/** The document that asks every path of a contract at once, each by its place. */
export function documentOf({ schema, paths }: Cells): string {
  const fields = paths.map((path, at) => `p${at}: ${path.root} ${selectionOf(schema, path)}`);
  const ends = [...new Set(paths.map(({ to }) => to))].map((type) => named(schema, type));
  const used = new Set(fields.flatMap((text) => text.match(/\$\w+/g) ?? []));
  const typeOf = (name: string) =>
    name.startsWith('$refs') ? '[_Any!]!' : name.startsWith('$ids') ? '[ID!]!' : 'ID!';
  const variables = [...used].map((name) => `${name}: ${typeOf(name)}`).join(', ');
  return `query ${variables ? `(${variables}) ` : ''}{ ${fields.join('\n')} } ${ends.join('\n')}`;
}

/** The variables of every document: the ids of all things, or of as many that are not there. */
export function variablesOf(home: string): Record<string, unknown> {
  const types = [...GUARDED_TYPES, 'Organisation'];
  const of = (type: string) => thingsOf(type).map((thing) => idOf(home, thing));
  return Object.fromEntries([
    ['organisation', home],
    ...types.flatMap((type) => [
      [`ids${type}`, of(type)],
      [`refs${type}`, of(type).map((id) => ({ __typename: type, id }))],
      ...thingsOf(type).map((thing) => [`id_${thing}`, idOf(home, thing)]),
    ]),
  ]);
}
