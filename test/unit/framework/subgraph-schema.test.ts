import { describe, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildASTSchema,
  graphql,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printType,
} from 'graphql';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument, contractSdl } from '../../../schema/contracts.ts';
import { guardsIn } from '../../../subgraphs/framework/access/requirement.ts';
import { subgraphSchema } from '../../../subgraphs/framework/server/subgraph-schema.ts';

/** All types but those that only the directives of federation name. */
const typesOf = (schema: GraphQLSchema) =>
  Object.values(lexicographicSortSchema(schema).getTypeMap())
    .filter(({ name }) => !/^(__|link__|federation__)/.test(name))
    .map(printType);

/** All that the policies of a contract name: rights, and rules of rows. */
const namedIn = (sdl: string) =>
  [...sdl.matchAll(/"([a-z]+:[a-z]+)"/g)].map(([, name = '']) => name);

describe.each(CONTRACTS)('the schema of the contract %s', (contract) => {
  const document = contractDocument(contract);
  const ours = subgraphSchema(document, {});
  const apollos = buildSubgraphSchema({ typeDefs: document });

  test('has the types that the package of Apollo Federation makes of it', () => {
    expect(typesOf(ours)).toEqual(typesOf(apollos));
  });

  test('states the same guards', () => {
    const names = namedIn(contractSdl(contract));
    const guards = guardsIn([ours], names);
    expect(guards.size).toBeGreaterThan(0);
    expect(guards).toEqual(guardsIn([apollos], names));
  });

  test('says the SDL of its contract', async () => {
    const { data } = await graphql({ schema: ours, source: '{ _service { sdl } }' });
    expect(data).toEqual({ _service: { sdl: contractSdl(contract) } });
  });
});

test('a guard that a schema states without its definition is refused', () => {
  const document = parse('type Query { secret: Int @authenticated }');
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  expect(() => guardsIn([schema], [])).toThrow(
    'Expected a schema that defines @authenticated, as it states it.',
  );
});
