import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { refuseDepth } from '../../../gateway/limits.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { spreadTwice } from './fragment-bombs.ts';

const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));

const refusals = (query: string) =>
  validate(schema, parse(query), [refuseDepth]).map(({ message }) => message);

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
