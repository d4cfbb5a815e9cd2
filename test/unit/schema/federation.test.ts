/** What of Apollo Federation contracts may use, as the libraries of the lock file have it. */
import { composeServices } from '@apollo/composition';
import {
  FEDERATION_VERSIONS,
  operationFromDocument,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { parse, visit } from 'graphql';
import { apiSchemaOf, supergraphOf } from '../../../schema/compose.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { HIGHEST_VERSION, UNSUPPORTED, unsupportedIn } from '../../../schema/federation.ts';

const linking = (version: string, names: readonly string[] = [], more = '') =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v${version}", import: ${JSON.stringify(['@key', ...names])}) ${more}`;

test('the highest version is that which composition supports', () => {
  expect(`v${HIGHEST_VERSION}`).toBe(String(FEDERATION_VERSIONS.latest().version));
});

describe('a schema', () => {
  test.each(['2.0', '2.9', HIGHEST_VERSION])('may link federation %s', (version) => {
    expect(unsupportedIn(parse(linking(version)))).toBeNull();
  });

  test.each(['2.15', '2.100', '3.0'])('that links federation %s is refused', (version) => {
    const reason = `the schema links Apollo Federation ${version}, and the highest version that is supported is 2.14: link that or a lower one`;
    expect(unsupportedIn(parse(linking(version)))).toBe(reason);
    expect(unsupportedIn(parse(linking(version).replace('extend ', '') + '{ query: Query }'))).toBe(
      reason,
    );
  });

  test.each([
    ['imports it', linking('2.12', ['@cacheTag'])],
    [
      'imports it by another name',
      linking('2.12').replace('"@key"', '{name: "@cacheTag", as: "@t"}'),
    ],
    ['has its full name', `${linking('2.12')} type A @federation__cacheTag(format: "a") { a: ID }`],
  ])('that uses a directive which is not supported is refused where it %s', (_how, sdl) => {
    expect(unsupportedIn(parse(sdl))).toBe(
      'the schema uses @cacheTag, which the gateway does not support: leave it out',
    );
  });

  test.each([
    `${linking('2.9')} directive @context on OBJECT type A @context { a: ID }`,
    linking('2.9').replace('"@key"', '{name: "@key", as: "@context"}'),
  ])('may have a directive of its own with such a name: %s', (sdl) => {
    expect(unsupportedIn(parse(sdl))).toBeNull();
  });
});

test.each(CONTRACTS)('the contract %s uses nothing that is refused', (contract) => {
  expect(unsupportedIn(contractDocument(contract))).toBeNull();
});

test('composition refuses a contract with one sentence', () => {
  const composed = () =>
    supergraphOf((contract) =>
      visit(contract, {
        StringValue: (node) => ({
          ...node,
          value: node.value.replace(/(federation\/v).*/, '$12.15'),
        }),
      }),
    );
  expect(composed).toThrow(
    new Error(
      'The contract "organisation" cannot be composed: the schema links Apollo Federation 2.15, and the highest version that is supported is 2.14: link that or a lower one.',
    ),
  );
});

test.each(['requires', 'federation__requires'])(
  'a schema whose @%s has arguments is refused',
  (name) => {
    const sdl = (fields: string) =>
      parse(`${linking('2.3', ['@requires', '@external'])} type Row @key(fields: "id") {
      id: ID! more(first: Int): String @external sum: Int @${name}(fields: "${fields}") }`);
    expect(unsupportedIn(sdl('more'))).toBeNull();
    expect(unsupportedIn(sdl('more(first: 3)'))).toMatch(
      /^the schema has @requires of a field with arguments, /,
    );
  },
);

test('composition refuses an interface that no object type has', () => {
  const head = linking('2.3', ['@interfaceObject']);
  const { supergraphSdl = '' } = composeServices([
    {
      name: 'a',
      typeDefs: parse(
        `${head} type Query { a: Node } interface Node @key(fields: "id") { id: ID! }`,
      ),
    },
    {
      name: 'b',
      typeDefs: parse(
        `${head} type Node @key(fields: "id") @interfaceObject { id: ID! name: String }`,
      ),
    },
  ]);
  expect(() => apiSchemaOf(supergraphSdl)).toThrow(
    new Error(
      'The interface "Node" has no object type, and no query of it can be planned: let a type implement it, or leave it out.',
    ),
  );
});

/** Composes two subgraphs, and plans a query over both as the gateway does. @returns why that fails, or null */
function failureOf(rows: string, more: string, head = linking(HIGHEST_VERSION)): string | null {
  const { supergraphSdl, errors } = composeServices(
    [rows, more].map((sdl, at) => ({ name: `${at}`, typeDefs: parse(`${head} ${sdl}`) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  try {
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    const query = operationFromDocument(supergraph.apiSchema(), parse('{ rows { name more } }'));
    new QueryPlanner(supergraph).buildQueryPlan(query);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const QUERY = 'type Query { rows: [Row] }';
const ROW = 'type Row @key(fields: "id") { id: ID! name: String }';
const MORE = 'type Row @key(fields: "id") { id: ID! more: String }';

describe('what is refused composes, and cannot be planned:', () => {
  const context = `${QUERY} type Row @key(fields: "id") @context(name: "row") { id: ID! name: String child: Child }
    type Child @key(fields: "id") { id: ID! local(name: String @fromContext(field: "$row { name }")): String }`;
  const rowsWith = {
    context: context.replace(/\(name: String @fromContext.*\)\)/, ''),
    fromContext: context,
    cacheTag: `${QUERY} ${ROW.replace('@key', '@cacheTag(format: "row-{$key.id}") @key')}`,
  };

  test.each(UNSUPPORTED)('@%s', (name) => {
    const rows = rowsWith[name];
    const head = linking(HIGHEST_VERSION, [...rows.matchAll(/@(?!key)\w+/g)].flat());
    expect(rows).toContain(`@${name}(`);
    expect(failureOf(rows, MORE, head)).toMatch(/is for: \w+ but is unsupported/);
    expect(unsupportedIn(parse(linking(HIGHEST_VERSION, [`@${name}`])))).toContain(`@${name}`);
  });

  test('connectors', () => {
    const head = linking(
      HIGHEST_VERSION,
      [],
      '@link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect"])',
    );
    const rows =
      'type Query { rows: [Row] @connect(http: { GET: "http://127.0.0.1/" }, selection: "id name") }';
    expect(failureOf(`${rows} ${ROW}`, MORE, head)).toMatch(/connect.* is unsupported/);
    expect(unsupportedIn(parse(head))).toMatch(/links connectors, which/);
  });
});

test('other directives of federation are planned', () => {
  const head = linking(HIGHEST_VERSION, [
    '@tag',
    '@inaccessible',
    '@cost',
    '@listSize',
    '@override',
    '@external',
    '@requires',
    '@provides',
    '@shareable',
  ]);
  const rows = `type Query { rows: [Row] @listSize(assumedSize: 2) @provides(fields: "note") }
    type Row @key(fields: "id") { id: ID! hidden: ID @inaccessible name: String @tag(name: "a") @cost(weight: 2) note: String @external old: ID }`;
  const more = `type Row @key(fields: "id") { id: ID! note: String @shareable old: ID @override(from: "0", label: "percent(5)") name: String @external more: String @requires(fields: "name") }`;
  expect(failureOf(rows, more, head)).toBeNull();
});
