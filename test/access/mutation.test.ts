/** A guard that is taken out is noticed. `npm run mutate` takes out each; here some are drawn, others each time. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chanceOf } from '../../development/sample/chance.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { anArena, mutants } from './mutants.ts';

const SEED = process.env['MUTATE_SEED'] ?? String(Date.now());
const SOME = 5;

let databases: TestDatabase;
let arena: Awaited<ReturnType<typeof anArena>>;
beforeAll(async () => {
  databases = await testDatabase();
  arena = await anArena(databases);
});
afterAll(async () => {
  await arena?.close();
  await databases?.close();
});

test('a guard that is taken out is noticed', async () => {
  const survivors: string[] = [];
  for (const mutant of chanceOf(SEED).some(mutants(), SOME))
    if (!(await arena.notices(mutant))) survivors.push(mutant.title);
  // On failure the seed shows: `MUTATE_SEED=… npm test -- test/access/mutation` draws the same.
  expect({ seed: SEED, survivors }).toEqual({ seed: SEED, survivors: [] });
});
