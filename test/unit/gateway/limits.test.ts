import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { refuseTooMany } from '../../../gateway/count-limits.ts';
import { refuseDepth, refuseSelections } from '../../../gateway/limits.ts';
import { refuseRepetition } from '../../../gateway/repetition.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { spreadTwice } from './fragment-bombs.ts';

const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));

const refusals = (query: string) =>
  validate(schema, parse(query), [refuseDepth, ...refuseTooMany]).map(({ message }) => message);

/** A list of ideas within an organisation within an idea, and so on. */
const nested = (times: number): string =>
  times === 0
    ? '{ id }'
    : `{ policyIdeas { edges { node { organisation ${nested(times - 1)} } } } }`;

describe('the limit on depth', () => {
  test('allows the queries of a page, and introspection', () => {
    const page =
      '{ organisations { edges { node { policyReviews { edges { node { ideas { edges { node { organisation { name } } } } } } } } } } }';
    expect(refusals(page)).toEqual([]);
    expect(refusals(getIntrospectionQuery())).toEqual([]);
  });

  test('refuses lists nested in lists', () => {
    expect(refusals(`{ organisation(id: "labour") ${nested(3)} }`)).toEqual([
      'This request is 14 fields deep: expected at most 12. Ask for less at once.',
    ]);
  });

  test('counts fields within fragments', () => {
    const through = `{ organisation(id: "labour") { ...A } }
      fragment A on Organisation { policyIdeas { edges { node { organisation { ...B } } } } }
      fragment B on Organisation { policyIdeas { edges { node { organisation { ...C } } } } }
      fragment C on Organisation { policyIdeas { edges { node { ... on PolicyIdea { organisation { id } } } } } }`;
    expect(refusals(through)).toHaveLength(1);
  });

  test('walks each fragment once, however often it is spread', () => {
    const idea = 'policyIdeas { edges { node { title } } }';
    expect(refusals(spreadTwice(60))).toEqual([]);
    expect(refusals(spreadTwice(60, idea))).toEqual([]);
    expect(refusals(spreadTwice(60, `organisation(id: "labour") ${nested(3)}`))).toHaveLength(1);
  });

  test('leaves a fragment within itself to the rule that refuses it', () => {
    const query = '{ organisation(id: "labour") { ...A } } fragment A on Organisation { id ...A }';
    expect(refusals(query)).toEqual([]);
  });
});

describe('the limit on aliases', () => {
  const aliases = (count: number) =>
    Array.from({ length: count }, (_, at) => `a${at}: name`).join(' ');

  test('allows thirty, and refuses one more', () => {
    expect(refusals(`{ organisation(id: "labour") { ${aliases(30)} } }`)).toEqual([]);
    expect(refusals(`{ organisation(id: "labour") { ${aliases(31)} } }`)).toEqual([
      'This request has 31 aliases: expected at most 30. Ask for less at once.',
    ]);
  });

  test('counts those of the fragments that are spread, each fragment one time', () => {
    const spread = `{ organisation(id: "labour") { ...F ...F } } fragment G on Organisation { z: name }`;
    expect(refusals(`${spread} fragment F on Organisation { ${aliases(30)} }`)).toEqual([]);
    expect(refusals(`${spread} fragment F on Organisation { ...G ${aliases(30)} }`)).toHaveLength(
      1,
    );
    expect(refusals(spreadTwice(60, 'a: viewer { id }'))).toEqual([]);
  });

  test('is of each operation by itself', () => {
    const operation = (name: string) =>
      `query ${name} { organisation(id: "labour") { ${aliases(30)} } }`;
    expect(refusals(`${operation('A')} ${operation('B')}`)).toEqual([]);
  });
});

describe('the limit on fields at the root', () => {
  const fields = (count: number) =>
    Array.from({ length: count }, (_, at) => `a${at}: themes { id }`).join(' ');
  const sentence =
    'This request has 21 fields at its root: expected at most 20. Ask for less at once.';

  test('allows twenty, and refuses one more, in fragments too', () => {
    expect(refusals(`{ ${fields(20)} }`)).toEqual([]);
    expect(refusals(`{ ${fields(21)} }`)).toEqual([sentence]);
    const inFragments = `{ ... on Query { ${fields(20)} } ...F ...F } fragment F on Query { __typename }`;
    expect(refusals(inFragments)).toEqual([sentence]);
  });

  test('counts a field one time that several fragments ask for', () => {
    expect(refusals(`{ ${'themes { id } '.repeat(21)} }`)).toEqual([]);
  });
});

test('the limit on selections counts each spread, and walks each fragment one time', () => {
  const count = (query: string) =>
    validate(schema, parse(query), [refuseSelections]).map(({ message }) => message);
  const twenty =
    'fragment F on Query { ...G ...G ...G ...G } fragment G on Query { themes { id } ... { areas { id } } }';
  expect(count(`{ ${'...F '.repeat(38)} } ${twenty}`)).toEqual([]);
  expect(count(`{ ${'...F '.repeat(48)} } ${twenty}`)).toEqual([
    'This request has 1200 fields and fragments once every spread is replaced: expected at most 1000. Ask for less at once.',
  ]);
  expect(count(spreadTwice(60))[0]).toMatch(/^This request has [\d.e+]+ fields/);
});

test('the limit on introspection allows the schema and two types', () => {
  const types = 'a: __type(name: "Idea") { name } b: __type(name: "Event") { name }';
  expect(refusals(`{ __schema { queryType { name } } ${types} }`)).toEqual([]);
  expect(
    refusals(`{ __schema { queryType { name } } ${types} c: __schema { __typename } }`),
  ).toEqual([
    'This request has 4 fields for introspection: expected at most 3. Ask for less at once.',
  ]);
});

describe('the limit on repetition', () => {
  const refusal = (text: string) =>
    validate(schema, parse(text), [...specifiedRules, refuseRepetition]).map(
      ({ message }) => message,
    );

  test('refuses what is selected again and again, in fragments too, under its name in the answer', () => {
    const same = (times: number) => 'a: themes { id } '.repeat(times);
    const sentence =
      'This request has "a" 61 times: expected at most 60. Select each field one time, with all that you want of it.';
    expect(refusal(`{ ${same(60)} }`)).toEqual([]);
    expect(refusal(`{ ${same(61)} }`)).toEqual([sentence]);
    expect(refusal(`{ ${same(31)} ...F } fragment F on Query { ${same(30)} }`)).toEqual([sentence]);
    expect(refusal(`{ ${'__typename '.repeat(250)} }`)).toEqual([]);
    expect(refusal(`{ ${'__typename '.repeat(251)} }`)).toHaveLength(1);
  });

  test('refuses a document of more than twenty operations', () => {
    const operations = (many: number) =>
      Array.from({ length: many }, (_, at) => `query Q${at} { themes { id } }`).join(' ');
    expect(refusal(operations(20))).toEqual([]);
    expect(refusal(operations(21))).toEqual([
      expect.stringMatching(/^This request has 21 operations: expected at most 20/),
    ]);
  });
});

test('the limit on directives refuses the fifty-first', () => {
  const directives = (count: number) => '@include(if: true) '.repeat(count);
  expect(refusals(`{ themes ${directives(50)} { id } }`)).toEqual([]);
  expect(refusals(`{ themes ${directives(51)} { id } }`)).toEqual([
    'This request has 51 directives: expected at most 50. Ask for less at once.',
  ]);
});
