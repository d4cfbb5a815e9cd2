/** A guard where it would guard nothing is refused. */
import { expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { guardsIn } from '../../../../subgraphs/framework/access/requirement.ts';

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated"])`;

test.each([
  ['a scalar', 'scalar S @authenticated type Query { it: S }'],
  ['an enum', 'enum E @authenticated { A } type Query { it: E }'],
])('a guard on %s stops the server', (_what, sdl) => {
  const schema = buildSubgraphSchema({ typeDefs: parse(`${HEAD} ${sdl}`) });
  expect(() => guardsIn([schema], [])).toThrow('on object types and their fields alone');
});
