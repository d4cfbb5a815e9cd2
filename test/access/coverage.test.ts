/** Nothing that is guarded is without a row of expectations, and no row is without something that is guarded. */
import { describe, expect, test } from '@jest/globals';
import { type Contract, CONTRACTS } from '../../schema/contract-names.ts';
import { contractDocument } from '../../schema/contracts.ts';
import { cellsOf } from './cells.ts';
import { directivesOf } from './directives.ts';
import { FIELDS, TYPES } from './expected.ts';
import { MUTATIONS } from './mutations.ts';
import { TRIED } from './organisations.ts';

const coordinatesWith = (contract: Contract, directives?: readonly string[]): string[] =>
  directivesOf(contractDocument(contract), directives).map(({ coordinate }) => coordinate);

const coordinates = new Set(CONTRACTS.flatMap((contract) => coordinatesWith(contract)));
const rows = new Set([
  ...Object.keys(TYPES),
  ...Object.keys(FIELDS),
  ...Object.keys(MUTATIONS).map((name) => `Mutation.${name}`),
]);
const cells = TRIED.flatMap(({ contracts }) => contracts.map(cellsOf));

describe('the matrix', () => {
  test('has a row for everything that is guarded', () => {
    expect([...coordinates].filter((coordinate) => !rows.has(coordinate))).toEqual([]);
  });

  test('has no row for what is not guarded', () => {
    expect([...rows].filter((row) => !coordinates.has(row))).toEqual([]);
  });

  test('tries every contract that has something guarded', () => {
    const tried = new Set(cells.map(({ contract }) => contract));
    const guarded = CONTRACTS.filter((contract) => coordinatesWith(contract).length > 0);
    expect(guarded.filter((contract) => !tried.has(contract))).toEqual([]);
  });

  test('knows every mutation, guarded or not', () => {
    const all = cells.flatMap(({ mutations }) => mutations);
    expect(all.filter((name) => !(name in MUTATIONS))).toEqual([]);
  });

  test.each(Object.keys({ ...TYPES, ...FIELDS }).filter((row) => !row.startsWith('Query.')))(
    'comes to %s by every way that its contract has by id',
    (row) => {
      const [type] = row.split('.');
      const reaching = cells.filter(({ paths }) => paths.some(({ to }) => to === type));
      const paths = reaching.flatMap((of) => of.paths.filter(({ to }) => to === type));
      const roots = new Set(paths.map(({ root }) => root.split('(')[0]));
      const inCommons = reaching.some(({ contract }) => contract === 'organisation');
      const byId = inCommons ? ['node', 'nodes', '_entities'] : ['_entities'];
      expect([...roots]).toEqual(expect.arrayContaining(byId));
    },
  );

  // A field with `@requires` would be asked with fields of other owners in its representation: a path of its own.
  test('walks no `@requires`, as no contract has one', () => {
    for (const contract of CONTRACTS) expect(coordinatesWith(contract, ['requires'])).toEqual([]);
  });
});
