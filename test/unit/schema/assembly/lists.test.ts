/** What a type's `@list` brings, and what is said where a declaration is wrong. */
import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, Kind, parse, printType } from 'graphql';
import { definitionsOf, merged } from '../../../../schema/assembly/definitions.ts';
import { withList } from '../../../../schema/assembly/lists.ts';

const FIELDS = 'id: ID! colour: PetalColour! weight: Float!';
const OWN = `
  enum PetalColour { RED WHITE }
  input PetalFilter { colours: [PetalColour!] heavierThan: Float weights: [Weight!] }
  enum PetalOrder { HEAVIEST }`;

const fileOf = (type: string, more = OWN, card: string | null = 'PETAL') => ({
  idType: 'petal',
  typename: 'Petal',
  noun: 'petal',
  card,
  contract: 'organisation',
  definitions: definitionsOf(`${type} ${more}`),
});
const declaring = (list: string, more?: string) =>
  withList(fileOf(`type Petal @list${list} { ${FIELDS} }`, more));

/** What is said elsewhere, so that the list makes a schema. */
const REST = parse(`
  scalar DateTime
  directive @list(field: String, facets: [String]) on OBJECT
  directive @shareable on OBJECT
  type ThemeCount { count: Int } type Freshness { lag: Int }
  type Organisation { id: ID! } type Query { none: Int } input Weight { of: Int }`);

function typesOf(list: string, more?: string) {
  const definitions = merged([...REST.definitions, ...declaring(list, more).definitions]);
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true });
  return (name: string) =>
    printType(schema.getType(name)!)
      .replace(/"""[^]*?"""/g, '')
      .replace(/\s+/g, ' ')
      .trim();
}

describe('a list that is declared', () => {
  const type = typesOf('(field: "petals", order: HEAVIEST, facets: [themes, colours])');

  test('is on each organisation, and across all of them', () => {
    const field = 'petals( filter: PetalFilter orderBy: PetalOrder = HEAVIEST ): PetalConnection';
    for (const whose of ['Organisation', 'Query'])
      expect(type(whose).replaceAll(',', '')).toContain(field);
  });

  test('has the conditions of all lists and of its facets beside its own', () => {
    expect(type('PetalFilter')).toBe(
      'input PetalFilter { colours: [PetalColour!] heavierThan: Float weights: [Weight!] themes: [ID!] createdFrom: DateTime createdBefore: DateTime updatedFrom: DateTime updatedBefore: DateTime text: String }',
    );
  });

  test('has the orders of all lists beside its own', () => {
    expect(type('PetalOrder')).toBe('enum PetalOrder { HEAVIEST NEWEST OLDEST UPDATED RELEVANCE }');
  });

  test('is counted by its facets: the shared ones, and its own conditions with values of a field', () => {
    expect(type('PetalFacets')).toBe(
      'type PetalFacets { themes: [ThemeCount!]! colours: [PetalColourCount!]! }',
    );
    expect(type('PetalColourCount')).toBe(
      'type PetalColourCount { colour: PetalColour! count: Int! }',
    );
  });

  test('needs no filter and no orders of its own', () => {
    const plain = typesOf('(field: "petals", facets: [themes])', 'enum PetalColour { RED }');
    expect(plain('PetalOrder')).toBe('enum PetalOrder { NEWEST OLDEST UPDATED RELEVANCE }');
  });
});

test('a file without a declaration stays as it is', () => {
  const file = fileOf(`type Petal { ${FIELDS} }`);
  expect(withList(file)).toBe(file);
});

describe('a declaration that is wrong says on which type, and what was expected', () => {
  test.each([
    ['(facets: [])', 'field: the name of the list, such as "policyIdeas", but got nothing'],
    ['(field: 7, facets: [])', 'field: the name of the list, such as "policyIdeas", but got 7'],
    [
      '(field: "petals", facets: colours)',
      'facets: a list of facets, such as [themes, areas], but got "colours"',
    ],
    ['(field: "petals", facets: [])', 'such as [themes, areas], but got []'],
    [
      '(field: "petals", facets: [], sorted: true)',
      'no argument but field, order, facets, but got "sorted"',
    ],
    [
      '(field: "petals", order: LIGHTEST, facets: [themes])',
      'order: one of NEWEST, OLDEST, UPDATED, RELEVANCE, HEAVIEST, but got "LIGHTEST"',
    ],
    ['(field: "petals", facets: [colors])', 'but got "colors"'],
    ['(field: "petals", facets: [heavierThan])', 'but got "heavierThan"'],
    ['(field: "petals", facets: [weights])', 'but got "weights"'],
  ])('%s', (list, said) => {
    expect(() => declaring(list)).toThrow(/^@list on Petal: expected /);
    expect(() => declaring(list)).toThrow(said);
  });

  test('of a facet, which there are', () => {
    expect(() => declaring('(field: "petals", facets: [colors])')).toThrow(
      'each of the facets to be themes, areas, organisations, organisationKinds, months, or a condition of PetalFilter that lists values of a field of Petal',
    );
  });

  test('of a type that has no card, which no catalogue could list', () => {
    const file = fileOf(
      `type Petal @list(field: "petals", facets: [themes]) { id: ID! }`,
      '',
      null,
    );
    expect(() => withList(file)).toThrow('a type that has a card in schema/things.ts');
  });

  test('of a file that does not define its type, so', () => {
    expect(() => withList(fileOf('type Petl { id: ID! }'))).toThrow(
      'The file of the type Petal does not define it.',
    );
  });
});
