/** Nothing that is guarded is without a row of expectations, and no row is without something that is guarded. */
import { describe, expect, test } from '@jest/globals';
import { type DocumentNode, Kind, visit } from 'graphql';
import { CONTRACTS, contractDocument } from '../../schema/contracts.ts';
import { FIELDS, TYPES } from './expected.ts';
import { MUTATIONS } from './mutations.ts';
import { matrixOf } from './matrix.ts';
import { TRIED } from './organisations.ts';

const GUARDS = ['authenticated', 'requiresScopes', 'policy'];

/** The coordinates that have one of these directives. */
function coordinatesWith(directives: readonly string[], document: DocumentNode): string[] {
  const found: string[] = [];
  let type = '';
  const has = (given: readonly { name: { value: string } }[] = []) =>
    given.some(({ name }) => directives.includes(name.value));
  const ofType = (node: {
    name: { value: string };
    directives?: readonly { name: { value: string } }[];
  }) => {
    type = node.name.value;
    if (has(node.directives)) found.push(type);
  };
  visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: { enter: ofType },
    [Kind.OBJECT_TYPE_EXTENSION]: { enter: ofType },
    [Kind.FIELD_DEFINITION]: {
      enter: (field) => {
        if (has(field.directives)) found.push(`${type}.${field.name.value}`);
      },
    },
  });
  return found;
}

const coordinates = new Set(
  CONTRACTS.flatMap((contract) => coordinatesWith(GUARDS, contractDocument(contract))),
);
const rows = new Set([
  ...Object.keys(TYPES),
  ...Object.keys(FIELDS),
  ...Object.keys(MUTATIONS).map((name) => `Mutation.${name}`),
]);
const matrices = TRIED.flatMap(({ contracts }) => contracts.map(matrixOf));

describe('the matrix', () => {
  test('has a row for everything that is guarded', () => {
    expect([...coordinates].filter((coordinate) => !rows.has(coordinate))).toEqual([]);
  });

  test('has no row for what is not guarded', () => {
    expect([...rows].filter((row) => !coordinates.has(row))).toEqual([]);
  });

  test('tries every contract that has something guarded', () => {
    const tried = new Set(matrices.map(({ contract }) => contract));
    const guarded = CONTRACTS.filter(
      (contract) => coordinatesWith(GUARDS, contractDocument(contract)).length > 0,
    );
    expect(guarded.filter((contract) => !tried.has(contract))).toEqual([]);
  });

  test('knows every mutation, guarded or not', () => {
    const all = matrices.flatMap(({ mutations }) => mutations);
    expect(all.filter((name) => !(name in MUTATIONS))).toEqual([]);
  });

  test.each(Object.keys({ ...TYPES, ...FIELDS }).filter((row) => !row.startsWith('Query.')))(
    'comes to %s by every way that its contract has by id',
    (row) => {
      const [type] = row.split('.');
      const reaching = matrices.filter(({ paths }) => paths.some(({ to }) => to === type));
      const paths = reaching.flatMap((matrix) => matrix.paths.filter(({ to }) => to === type));
      const roots = new Set(paths.map(({ root }) => root.split('(')[0]));
      const inCommons = reaching.some(({ contract }) => contract === 'organisation');
      const byId = inCommons ? ['node', 'nodes', '_entities'] : ['_entities'];
      expect([...roots]).toEqual(expect.arrayContaining(byId));
    },
  );

  // A field with `@requires` would be asked with fields of other owners in its representation: a path of its own.
  test('walks no `@requires`, as no contract has one', () => {
    for (const contract of CONTRACTS)
      expect(coordinatesWith(['requires'], contractDocument(contract))).toEqual([]);
  });
});
