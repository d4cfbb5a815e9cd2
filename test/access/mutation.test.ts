/** Each guard, taken out of servers that run, is missed by the matrix. `npm run mutate` runs this alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { anArena } from './arena.ts';
import { mutants } from './mutants.ts';

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

test.each(mutants())('the matrix notices: $title', async (mutant) => {
  expect(await arena.notices(mutant)).not.toBeNull();
});
