import { expect, test } from '@jest/globals';
import { print } from 'graphql';
import { asPage, withPageArguments } from '../../../../schema/assembly/pages.ts';
import { definitionsOf } from '../../../../schema/assembly/definitions.ts';

const around = {
  isNamed: (name: string) => name === 'PolicyIdeaConnection',
  saidOf: () => undefined,
  nounOf: () => 'policy idea',
};

/** Without descriptions, on one line. */
const plain = (text: string) => text.replace(/"[^"]*"/g, '').replace(/\s+/g, ' ');
const printed = (name: string, sdl?: string) => {
  const [said] = sdl ? definitionsOf(sdl) : [];
  const page = asPage(name, said, around);
  return page && plain(print(page));
};
const fields = (sdl: string) =>
  definitionsOf(sdl).map((one) => plain(print(withPageArguments(one))))[0];

test('a connection that is only named has all that pages have', () => {
  expect(printed('PolicyIdeaConnection')).toBe(
    ' type PolicyIdeaConnection { edges: [PolicyIdeaEdge!]! nodes: [PolicyIdea] pageInfo: PageInfo! totalCount: Int! }',
  );
  expect(printed('PolicyIdeaEdge')).toBe(
    ' type PolicyIdeaEdge @cost(weight: 0) { cursor: String! node: PolicyIdea }',
  );
});

test('what a file says of a page is believed, and what it leaves out is added', () => {
  expect(printed('PolicyIdeaEdge', 'type PolicyIdeaEdge { node: PolicyIdea takenUpAt: Int }')).toBe(
    ' type PolicyIdeaEdge @cost(weight: 0) { node: PolicyIdea takenUpAt: Int cursor: String! }',
  );
});

test('the nodes of a page are of the type that its edges say', () => {
  const [edge] = definitionsOf('type PolicyIdeaEdge @cost(weight: 0) { node: Node }');
  const page = asPage('PolicyIdeaConnection', undefined, { ...around, saidOf: () => edge });
  expect(plain(print(page!))).toMatch('nodes: [Node] pageInfo');
});

test('what is no part of a page stays as it is', () => {
  expect(printed('WordConnection')).toBeUndefined();
  expect(printed('SimilarIdeaEdge', 'type SimilarIdeaEdge { score: Float! }')).toBe(
    'type SimilarIdeaEdge { score: Float! }',
  );
});

test('descriptions say what people call the thing', () => {
  const [connection, edge] = ['PolicyIdeaConnection', 'PolicyIdeaEdge'].map((name) =>
    print(asPage(name, undefined, around)!),
  );
  expect(connection).toMatch('A page of policy ideas.');
  expect(edge).toMatch('The policy idea; null');
});

test('a field that answers pages is read forwards and backwards', () => {
  expect(fields('type A { all: BConnection one: B }')).toBe(
    'type A { all( first: Int after: String last: Int before: String ): BConnection one: B }',
  );
  expect(fields('extend type A { all(orderBy: Order): BConnection! }')).toBe(
    'extend type A { all( orderBy: Order first: Int after: String last: Int before: String ): BConnection! }',
  );
});
