/** `npm run mutate`: takes each guard out in turn, and says whether the matrix notices. Ends with 1 when one survives. */
import { testDatabase } from '../support/database.ts';
import { anArena, mutants } from './mutants.ts';

const databases = await testDatabase();
const arena = await anArena(databases);
let survived = 0;
const all = mutants();
for (const mutant of all) {
  const found = await arena.notices(mutant);
  if (!found) survived += 1;
  process.stdout.write(`${found ? 'caught  ' : 'SURVIVED'}  ${mutant.title}\n`);
}
process.stdout.write(`\n${all.length - survived} caught, ${survived} survived\n`);
await arena.close();
await databases.close();
process.exitCode = survived > 0 ? 1 : 0;
