/** What a contract says of a list, its description means: no condition, order or facet of the SDL is forgotten in code. */
import { describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  isEnumType,
  isListType,
} from 'graphql';
import { readOrganisations } from '../../../directory/organisations.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { CARD_LISTS } from '../../../subgraphs/generated/card-lists.ts';

const schema = buildASTSchema(contractDocument('coalition'), { assumeValid: true });
const query = schema.getQueryType()!.getFields();
const listed = Object.values(query).filter(({ args }) =>
  args.some(({ name }) => name === 'filter'),
);

const argumentOf = (field: string, name: string) =>
  getNamedType(query[field]!.args.find((one) => one.name === name)!.type);
const fieldsOf = (typename: string) => (schema.getType(typename) as GraphQLObjectType).getFields();

/** A value that a condition may have, by its name or else its type. */
const VALUES: Record<string, unknown> = {
  themes: 'housing',
  areas: 'wales',
  organisations: 'unite',
  DateTime: new Date(),
  String: 'rent',
  Boolean: true,
  NearInput: { latitude: 53, longitude: -2, radiusKm: 5 },
};

test('each list of the contract has a description, and no other has', () => {
  expect(CARD_LISTS.map(({ field }) => field).toSorted()).toEqual(
    listed.map(({ name }) => name).toSorted(),
  );
});

describe.each(CARD_LISTS)('the list of $type', (list) => {
  test('knows each order of the contract', () => {
    const orders = argumentOf(list.field, 'orderBy');
    const names = isEnumType(orders) ? orders.getValues().map(({ name }) => name) : [];
    // These two need a word or a point to be made of.
    const plain = names.filter((name) => !['RELEVANCE', 'NEAREST'].includes(name));
    expect(Object.keys(list.orders).toSorted()).toEqual(plain.toSorted());
  });

  test('counts by each facet of the contract', () => {
    const connection = getNamedType(query[list.field]!.type).name;
    const facets = getNamedType(fieldsOf(connection)['facets']!.type).name;
    expect(Object.keys(list.facets)).toEqual(expect.arrayContaining(Object.keys(fieldsOf(facets))));
  });

  const conditions = Object.values(fieldsOf(argumentOf(list.field, 'filter').name));
  test.each(conditions)('asks something of a card by the condition $name', ({ name, type }) => {
    const named = getNamedType(type);
    const value = isEnumType(named)
      ? named.getValues()[0]!.name
      : (VALUES[name] ?? VALUES[named.name]);
    expect(value).toBeDefined();
    const given = isListType(getNullableType(type)) ? [value] : value;
    const filter = list.filter({ [name]: given }, readOrganisations(), new Date());
    expect(Object.keys(filter)).not.toEqual([]);
  });
});
