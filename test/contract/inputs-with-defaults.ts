/** Every argument and input field of the schema that has a default, and operations that give it a value. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  isInputObjectType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import { fileOfHouse } from '../../platform/root.ts';

export const api = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
const objects = Object.values(api.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !isIntrospectionType(type));

type Input = GraphQLArgument | GraphQLInputField;
const hasDefault = ({ defaultValue }: Input): boolean => defaultValue !== undefined;

/** All that has a default, by its coordinate, in the schema that clients see. */
export const WITH_DEFAULTS: readonly string[] = [
  ...objects.flatMap((type) =>
    Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.filter(hasDefault).map((arg) => `${type.name}.${name}(${arg.name}:)`),
    ),
  ),
  ...Object.values(api.getTypeMap())
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(hasDefault)
        .map(({ name }) => `${type.name}.${name}`),
    ),
];

/** An argument with a default, of a field that answers pages. */
export interface ArgumentWithDefault {
  coordinate: string;
  /** Whose list it is: an organisation's, or that of all. */
  of: 'Organisation' | 'Query';
  default: unknown;
  /** A query with the variable `$given`; an organisation's has `$id` too. */
  query: string;
}

/** The arguments of the lists, each with a query. */
export const ARGUMENTS: readonly ArgumentWithDefault[] = (
  ['Organisation', 'Query'] as const
).flatMap((of) => {
  const type = api.getType(of);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.filter(hasDefault).map((argument) => ({
      coordinate: `${of}.${field.name}(${argument.name}:)`,
      of,
      default: argument.defaultValue,
      query: queryOf(of, field, argument),
    })),
  );
});

function queryOf(of: string, { name, args }: GraphQLField<unknown, unknown>, argument: Input) {
  // `search` needs a text: words of the sample, so that the order shows.
  const text = args.some((arg) => arg.name === 'text') ? 'text: "buses homes rent", ' : '';
  const list = `list: ${name}(${text}first: 50, ${argument.name}: $given) { totalCount edges { cursor } }`;
  return of === 'Query'
    ? `query ($given: ${String(argument.type)}) { ${list} }`
    : `query ($id: ID!, $given: ${String(argument.type)}) { organisation(id: $id) { ${list} } }`;
}

/** A field with a default in the input of a mutation, however deep. */
export interface FieldWithDefault {
  mutation: string;
  coordinate: string;
  /** Where it is in the input: `['claims', 'experiences']`. */
  path: readonly string[];
  default: unknown;
  /** The same input with another value there. @param inner what the inputs around it need besides */
  put(input: object, value: unknown, inner: Readonly<Record<string, object>>): object;
}

/** The fields of the inputs of all mutations, each as often as an input leads there. */
export const FIELDS: readonly FieldWithDefault[] = Object.values(
  api.getMutationType()?.getFields() ?? {},
).flatMap(({ name, args }) =>
  fieldsIn(name, getNamedType(args[0]?.type) as GraphQLInputObjectType),
);

function fieldsIn(mutation: string, type: GraphQLInputObjectType): FieldWithDefault[] {
  return Object.values(type.getFields()).flatMap((field): FieldWithDefault[] => {
    const inner = getNamedType(field.type);
    const own: FieldWithDefault = {
      mutation,
      coordinate: `${type.name}.${field.name}`,
      path: [field.name],
      default: field.defaultValue,
      put: (input, value) => (value === undefined ? input : { ...input, [field.name]: value }),
    };
    const deeper = isInputObjectType(inner) ? fieldsIn(mutation, inner) : [];
    return [
      ...(hasDefault(field) ? [own] : []),
      ...deeper.map((one) => around(field, inner.name, one)),
    ];
  });
}

function around(field: GraphQLInputField, type: string, one: FieldWithDefault): FieldWithDefault {
  return {
    ...one,
    path: [field.name, ...one.path],
    put: (input, value, inner) => {
      const before = (input as Record<string, unknown>)[field.name];
      const example = (isListType(field.type) ? (before as object[])?.[0] : before) ?? inner[type];
      if (!example) throw new Error(`Expected an example of the input ${type}, but there is none.`);
      const changed = one.put(example, value, inner);
      return { ...input, [field.name]: isListType(field.type) ? [changed] : changed };
    },
  };
}

/** A mutation that answers all plain fields of what it changed, but for its id and the moments at which that was. */
export function mutationShowing(name: string): string {
  const payload = getNamedType(api.getMutationType()?.getFields()[name]?.type);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const selections = fields.flatMap(({ name: field, type }) => {
    const named = getNamedType(type);
    if (field === 'userErrors' || !isObjectType(named)) return [];
    const plain = Object.values(named.getFields()).filter(
      (one) => isLeafType(getNamedType(one.type)) && one.name !== 'id' && !one.name.endsWith('At'),
    );
    return `${field} { ${plain.map((one) => one.name).join(' ')} }`;
  });
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${type}) { ${name}(input: $input) { ${selections.join(' ')} userErrors { code field } } }`;
}
