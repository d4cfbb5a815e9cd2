/** What a gateway holds after very many operations that all differ, in shape and not in names alone. */
import { chanceOf } from '../../../development/sample/chance.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { tableOf } from '../measuring/tables.ts';
import { asClients, clientOf } from './load.ts';
import { startGatewayProgram } from './gateway-program.ts';
import type { BenchOperation } from './operations.ts';
import { startOwners } from './start-owners.ts';

/** How often it says what the gateway holds. */
const STEPS = 10;

const FIELDS = [
  'id',
  'title',
  'summary',
  'language',
  'status',
  'channel',
  'createdAt',
  'updatedAt',
  'commentCount',
  'body',
  'themes { id }',
  'themes { name }',
  'area { id name }',
  'organisation { id }',
  'organisation { name kind }',
  'tally { support }',
  'tally { oppose pass }',
  'author { displayName }',
  'mergedInto { id title }',
  'comments(first: 1) { totalCount }',
  'comments(first: 1) { edges { node { text } } }',
  'citedIn(first: 1) { totalCount }',
];

/** Some of the fields, under names of their own: no two of a million are likely to be alike. */
const distinct: BenchOperation = {
  name: 'distinct operations',
  request(at) {
    const chance = chanceOf(`shape ${at}`);
    const fields = chance.some(FIELDS, chance.integer(1, 8));
    const named = fields.map((field, nth) => `f${nth}: ${field}`).join(' ');
    return { query: `{ policyIdeas(first: 2) { edges { node { ${named} } } } }` };
  },
};

/** Starts the gateway, asks it so many operations, and says what it holds on the way. */
export async function measureMemory(
  operations: number,
  say: (text: string) => void,
): Promise<void> {
  const owners = await startOwners();
  const ids = readOrganisations().map(({ id }) => id);
  const gateway = await startGatewayProgram(await owners.serveAll(ids));
  const { ask, close } = clientOf(gateway.url, ids);
  const held = [['0', gateway.rssMb().toFixed(0)]];
  const step = Math.ceil(operations / STEPS);
  for (let asked = step; asked < operations + step; asked += step) {
    await asClients(
      { from: asked - step, below: asked },
      async (at) => void (await ask(distinct, at)),
    );
    held.push([asked.toLocaleString('en'), gateway.rssMb().toFixed(0)]);
  }
  await close();
  await gateway.stop();
  await owners.end();
  say(`\n${tableOf([[`operations that all differ, Node ${process.version}`, 'RSS MB'], ...held])}`);
}
