/** Random queries of the public schema. */
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Chance } from '../../../development/sample/chance.ts';

/** What queries are made of. */
export interface Matter {
  schema: GraphQLSchema;
  /** What ids to ask for. */
  ids: readonly string[];
  /** Words that are in texts. */
  words: readonly string[];
}

const DEEPEST = 11;

/** A query that tends to ask for much: large pages, many fields, lists within lists. */
export function randomQuery({ schema, ids, words }: Matter, chance: Chance): string {
  const root = schema.getQueryType();
  if (!root) throw new Error('Expected a schema with queries.');
  let fieldsLeft = chance.integer(5, 120);
  const size = chance.pick([100, 100, 50, 20, 10]);
  const asked = chance.some(Object.values(root.getFields()), chance.integer(1, 3));
  return `{ ${asked.map((field, nth) => `f${nth}: ${fieldText(field, 1)}`).join(' ')} }`;

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    fieldsLeft -= 1;
    const given = field.args.flatMap((argument) => argumentText(argument) ?? []);
    const type = getNamedType(field.type);
    const selected = isCompositeType(type) ? ` ${selectionText(type, depth)}` : '';
    return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selected}`;
  }

  function selectionText(type: GraphQLNamedType, depth: number): string {
    const parts = isAbstractType(type)
      ? chance
          .some([...schema.getPossibleTypes(type)], 2)
          .map((one) => `... on ${one.name} ${selectionText(one, depth)}`)
      : [];
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const open = fields.filter((field) => {
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) return true;
      return depth < DEEPEST && fieldsLeft > 0 && chance.happens(0.6);
    });
    const most = chance.integer(1, 8);
    const texts = chance.some(open, most).map((field) => {
      const alias = field.args.length > 0 ? `a${(fieldsLeft -= 1) & 7}_${field.name}: ` : '';
      return `${alias}${fieldText(field, depth + 1)}`;
    });
    return `{ ${['__typename', ...parts, ...new Set(texts)].join(' ')} }`;
  }

  function argumentText({ name, type }: GraphQLArgument): string | null {
    if (name === 'first') return `first: ${size}`;
    const nullable = getNullableType(type);
    const named = getNamedType(type);
    if (isListType(nullable) && named.name === 'ID' && isNonNullType(type))
      return `${name}: ${JSON.stringify(chance.some(ids, size))}`;
    if (named.name === 'ID' && isNonNullType(type)) return `${name}: "${chance.pick(ids)}"`;
    if (name === 'text') return `text: "${chance.some(words, 12).join(' ')}"`;
    if (name === 'orderBy' && isEnumType(named)) {
      const orders = named.getValues().filter(({ name: one }) => !/RELEVANCE|NEAREST/.test(one));
      return chance.happens(0.5) && orders.length > 0
        ? `orderBy: ${chance.pick(orders).name}`
        : null;
    }
    return null;
  }
}
