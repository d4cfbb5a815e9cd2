/** Every caller on every path to everything that is guarded, at the subgraphs over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { quiet } from '../support/quiet.ts';
import { CALLER_NAMES, isRefused } from './callers.ts';
import { cellsOf } from './cells.ts';
import { maySeeThing } from './expected.ts';
import { matrixOf } from './matrix.ts';
import { type TriedServer, TRIED } from './organisations.ts';
import { thingsOf } from './world.ts';

let databases: TestDatabase;
// Each attacker who is refused is logged.
const loud = quiet();
beforeAll(async () => {
  databases = await testDatabase();
});
afterAll(() => {
  loud();
  return databases.close();
});

describe.each(TRIED)('at $home', ({ home, contracts, start }) => {
  let organisation: TriedServer;
  beforeAll(async () => {
    organisation = await start(databases);
  });
  afterAll(() => organisation?.close());
  const matrices = contracts.map((contract) => matrixOf(cellsOf(contract)));
  const tried = matrices.flatMap((matrix) => CALLER_NAMES.map((caller) => ({ matrix, caller })));

  test.each(tried)(
    'of the contract $matrix.contract, $caller sees what is for them on every path, and nothing else',
    async ({ matrix, caller }) => {
      expect(await matrix.wrongReads(organisation.ask, home, caller)).toEqual([]);
    },
  );

  const withHidden = tried.filter(
    ({ matrix, caller }) =>
      !isRefused(caller) &&
      matrix.paths.some(({ to }) => thingsOf(to).some((thing) => !maySeeThing(to, thing, caller))),
  );
  if (withHidden.length > 0)
    test.each(withHidden)(
      'of the contract $matrix.contract, what $caller may not see looks exactly like what is not there',
      async ({ matrix, caller }) => {
        const hidden = await matrix.hiddenById(organisation.ask, home, caller);
        expect(hidden).toMatch(/^{"data":{.*null/);
        expect(hidden).not.toMatch(/__typename|errors/);
        expect(await matrix.hiddenById(organisation.ask, home, caller, 'not there')).toBe(hidden);
      },
    );

  test.each(tried)(
    'of the contract $matrix.contract, $caller does what is for them, and nothing else',
    async ({ matrix, caller }) => {
      expect(await matrix.wrongWrites(organisation.ask, home, caller)).toEqual([]);
    },
  );
});
