import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, print, visit } from 'graphql';
import { readOrganisations } from '../../../directory/organisations.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';

describe('the supergraph', () => {
  /** Without descriptions, which may name an organisation as an example. */
  const sdl = print(
    visit(parse(readFileSync('schema/supergraph.graphql', 'utf8')), {
      StringValue: (_node, key) => (key === 'description' ? null : undefined),
    }),
  );

  test.each(readOrganisations().map(({ id }) => id))('has nothing of %s', (id) => {
    const name = id.replaceAll('-', '[-_]?');
    expect(sdl).not.toMatch(new RegExp(`(?<![a-z])${name}(?![a-z])`, 'i'));
  });

  test('has one subgraph for each contract, so that a plan is the same for any number of organisations', () => {
    const graphs = [...sdl.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(graphs)).toEqual(new Set(CONTRACTS));
  });
});
