import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { completeRules } from '../../../gateway/partition/complete-rules.ts';
import { partitionRules } from '../../../gateway/partition/partition-rules.ts';

const owners = (...all: string[]) => ({ of: () => all });

const rulesOf = (sdl: string) => partitionRules(parse(sdl));
const ruleOf = (field: string, more = '') =>
  rulesOf(`type Query { ${field} } ${more}`).Query.get('x');

describe('the rules of a contract', () => {
  test('can name an argument', () => {
    const rule = ruleOf('x(id: ID!): Int @partition(by: "id")');
    expect(rule).toMatchObject({ kind: 'argument', argument: 'id', path: [], each: undefined });
  });

  test('can name a field of an input type, also of an extended one', () => {
    const rule = ruleOf(
      'x(input: XInput!): Int @partition(by: "input.whose.organisation")',
      'input XInput { text: String } extend input XInput { whose: Whose! } input Whose { organisation: ID! }',
    );
    expect(rule).toMatchObject({ argument: 'input', path: ['whose', 'organisation'] });
  });

  test('split the field where they name a list', () => {
    expect(ruleOf('x(ids: [ID!]!): [Int]! @partition(by: "ids")')).toMatchObject({
      argument: 'ids',
      path: [],
      each: [],
    });
  });

  test('bound the length of a list by "most"', () => {
    const rule = ruleOf('x(ids: [ID!]!): [Int]! @partition(by: "ids", most: 100)');
    expect(rule).toMatchObject({ argument: 'ids', most: 100 });
  });

  test('can name the ids in a list of objects', () => {
    const rule = ruleOf(
      'x(input: XInput!): [Int]! @partition(by: "input.things.id")',
      'input XInput { things: [Thing!]! } input Thing { id: ID! }',
    );
    expect(rule).toMatchObject({ argument: 'input', path: ['things'], each: ['id'] });
  });

  test('split _entities by the id of each representation', () => {
    expect(rulesOf('type Query { y: Int }').Query.get('_entities')).toMatchObject({
      argument: 'representations',
      path: [],
      each: ['id'],
    });
  });

  test("can name the caller's home", () => {
    expect(ruleOf('x: Int @partition(by: "caller.home")')).toEqual({ kind: 'caller' });
  });

  test('are read from extensions of the root types too', () => {
    const rules = rulesOf(`extend type Query { x(id: ID!): Int @partition(by: "id") }
      extend type Mutation { y(id: ID!): Int @partition(by: "id") }`);
    expect(rules.Query.get('x')).toMatchObject({ by: 'id' });
    expect(rules.Mutation.get('y')).toMatchObject({ by: 'id' });
  });

  test.each([
    [
      'x(input: I!): Int @partition(by: "inptu.id")',
      'Query.x is partitioned by "inptu.id", which leads to no id: expected "input", but got "inptu".',
    ],
    [
      'x(input: I!): Int @partition(by: "input.nr")',
      'Query.x is partitioned by "input.nr", which leads to no id: expected "id" or "to", but got "nr".',
    ],
    [
      'x(input: I!): Int @partition(by: "input")',
      'Query.x is partitioned by "input", which leads to no id: expected "id" or "to", but got no more.',
    ],
    [
      'x: Int @partition(by: "id.of")',
      'Query.x is partitioned by "id.of", which leads to no id: expected nothing, but got "id".',
    ],
    [
      'x(ids: [ID!]): Int @partition(by: "ids")',
      'Query.x is partitioned by the list "ids": expected it to be a list.',
    ],
  ])('are refused: %s', (field, message) => {
    expect(() => ruleOf(field, 'input I { id: ID! to: ID! }')).toThrow(message);
  });

  test('refuse to split a mutation', () => {
    const sdl = 'type Mutation { x(ids: [ID!]!): [Int]! @partition(by: "ids") }';
    expect(() => rulesOf(sdl)).toThrow(
      'Mutation.x is partitioned by the list "ids": expected one id, since a mutation has one owner.',
    );
  });
});

describe('a field without a rule', () => {
  const document = parse('type Query { x: Int }');

  test('belongs to the sole owner of the contract', () => {
    const rules = completeRules(document, 'coalition', owners('coalition'));
    expect(rules.Query.get('x')).toEqual({ kind: 'owner', owner: 'coalition' });
  });

  test.each([[[]], [['labour', 'greens']]])('is refused where %j serve the contract', (all) => {
    expect(() => completeRules(document, 'party', owners(...all))).toThrow(
      'Query.x of the contract "party" has no @partition: expected one, as the contract has no sole owner.',
    );
  });
});

describe('a contract without any rule', () => {
  const cards = parse('type Query { cards: [Card] } type Card { id: ID! }');
  const partitioned = parse(`
    directive @partition(by: String!) on FIELD_DEFINITION
    type Query { cards: [Card] card(id: ID!): Card @partition(by: "id") } type Card { id: ID! }`);
  const entities = (document: DocumentNode) =>
    completeRules(document, 'cards', { of: () => ['coalition'] }).Query.get('_entities');

  test('is not partitioned: its sole owner is asked for entities with any id', () => {
    expect(entities(cards)).toMatchObject({ sole: 'coalition' });
  });

  test('is partitioned as soon as one field has a rule: its sole owner is asked for its own entities only', () => {
    expect(entities(partitioned)).not.toHaveProperty('sole');
  });
});
